import { beginRun, runStep, settle, type StepFigures } from './run-step.ts'
import type { Stage } from './stage.ts'
import { undisturbed } from './undisturbed.ts'

/** Events that warm the server up, and tell roughly what it can do. */
const warmUpEvents = 30_000
const climb = 1.2
/** The search ends when the highest rate that held and the lowest that did not are this close. */
const precision = 1.04
const mostSteps = 24
const tryStep = { seconds: 2.5, warmUpSeconds: 0.7 }
const holdStep = { seconds: 8, warmUpSeconds: 1 }
const backOff = 0.96

export interface SustainedRate {
  /** The long step at the highest rate that held. */
  readonly held: StepFigures
  readonly tried: readonly StepFigures[]
}

/** Events each second that come through when every connection is always busy, after warming up. */
async function roughRate(stage: Stage): Promise<number> {
  await beginRun(stage, warmUpEvents)
  const startedAt = performance.now()
  await stage.load.call('push', warmUpEvents)
  if (!(await settle(stage))) throw new Error('The server did not get through the warm-up')
  return warmUpEvents / ((performance.now() - startedAt) / 1000)
}

/** Climbs until the backlog grows, halves the interval until it is narrow, and holds the rate that was found. */
export async function findSustainedRate(stage: Stage, tell: (step: StepFigures) => void): Promise<SustainedRate> {
  const tried: StepFigures[] = []
  const attempt = async (rate: number, lengths: { seconds: number; warmUpSeconds: number }) => {
    const step = await undisturbed(
      () => runStep(stage, { rate: Math.round(rate), ...lengths }),
      ({ cpu }) => cpu.others,
    )
    tried.push(step)
    tell(step)
    return step
  }
  let good = 0
  let bad = Infinity
  let rate = (await roughRate(stage)) * 0.7
  while (bad / good > precision && tried.length < mostSteps) {
    if ((await attempt(rate, tryStep)).sustained) good = rate
    else bad = rate
    if (bad === Infinity) rate = good * climb
    else rate = good === 0 ? bad / climb : Math.sqrt(good * bad)
  }
  for (;;) {
    const held = await attempt(good, holdStep)
    if (held.sustained || tried.length > mostSteps + 6) return { held, tried }
    good *= backOff
  }
}
