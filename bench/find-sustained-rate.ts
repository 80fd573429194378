import { beginRun, runStep, settle, type StepFigures } from './run-step.ts'
import type { Stage } from './stage.ts'
import { undisturbed } from './undisturbed.ts'

/** Deliveries that warm the server up, and tell roughly what it can do. */
const warmUpDeliveries = 40_000
const leastWarmUpEvents = 5_000
const climb = 1.2
const mostSteps = 30
const tryStep = { seconds: 2.5, warmUpSeconds: 0.7 }
const backOff = 0.96
const mostHolds = 5

/** How closely to look. */
export interface Thoroughness {
  /** The search ends when the highest rate that held and the lowest that did not are this close. */
  readonly precision: number
  /** The part of the rough rate to begin with. */
  readonly from: number
  readonly holdSeconds: number
  /** Whether a rate has to fail twice to be too high. */
  readonly twice: boolean
}

export const thorough: Thoroughness = { precision: 1.04, from: 0.7, holdSeconds: 8, twice: true }
export const brief: Thoroughness = { precision: 1.12, from: 0.8, holdSeconds: 5, twice: false }

export interface SustainedRate {
  /** The long step at the highest rate that held. */
  readonly held: StepFigures
  readonly tried: readonly StepFigures[]
}

/** Events each second that come through when every connection is always busy, after warming up. */
async function roughRate(stage: Stage): Promise<number> {
  const events = Math.max(leastWarmUpEvents, Math.round(warmUpDeliveries / Math.max(1, stage.endpoints.length)))
  await beginRun(stage, events)
  const startedAt = performance.now()
  await stage.load.call('push', events)
  if (!(await settle(stage))) throw new Error('The server did not get through the warm-up')
  return events / ((performance.now() - startedAt) / 1000)
}

/** Climbs until the backlog grows, halves the interval until it is narrow, and holds the rate that was found. */
export async function findSustainedRate(
  stage: Stage,
  { precision, from, holdSeconds, twice }: Thoroughness,
  tell: (step: StepFigures) => void,
): Promise<SustainedRate> {
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
  // A pause of the shared machine lets any backlog grow for a moment: thoroughly, a rate is too high when it fails twice.
  const holds = async (rate: number) =>
    (await attempt(rate, tryStep)).sustained || (twice && (await attempt(rate, tryStep)).sustained)
  let good = 0
  let bad = Infinity
  let rate = (await roughRate(stage)) * from
  while (bad / good > precision && tried.length < mostSteps) {
    if (await holds(rate)) good = rate
    else bad = rate
    if (bad === Infinity) rate = good * climb
    else rate = good === 0 ? bad / climb : Math.sqrt(good * bad)
  }
  for (let hold = 1; ; hold++) {
    const held = await attempt(good, { seconds: holdSeconds, warmUpSeconds: 1 })
    if (held.sustained || hold === mostHolds) return { held, tried }
    good *= backOff
  }
}
