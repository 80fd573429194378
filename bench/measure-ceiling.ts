import { eventText, type EventText, numbered, readMark } from '../test/support/load-message.ts'
import { cpuSecondsOf, cpuSecondsOfMachine } from './cpu-time.ts'
import { startPart } from './part.ts'
import type { BareLoopMethods } from './processes/bare-loop.ts'
import { bodyBytes } from './run-step.ts'
import type { Partners } from './stage.ts'
import { undisturbed } from './undisturbed.ts'

/** The number of connections with which the bare loop is fastest differs between machines, so it is given its best. */
const connectionCounts = [32, 64, 128]
const warmUpSeconds = 1
const seconds = 3
const mostEvents = 1_000_000
/** No run of a load has this number. */
const ceilingRun = 9_999

/** The envelope that Posthorn signs and sends for one of the load's events, as text around the event's number. */
function envelope(run: number): EventText {
  const event = JSON.parse(numbered(eventText(run, bodyBytes), 0)) as { type: string; data: object }
  const id = 'evt_01M7Y2STJ78YBGZZCX568SV9ZJ'
  const whole = JSON.stringify({
    id,
    event: event.type,
    event_id: id,
    timestamp: '2026-04-19T14:30:00Z',
    workspace_id: 'ws_01M7Y2SE8FR9XPSN850PMMSF0F',
    data: event.data,
  })
  const number = numbered({ before: '', after: '' }, 0)
  const at = whole.indexOf(`-${number}"`) + 1
  if (readMark(whole, 0)?.run !== run || at === 0) throw new Error('the envelope has lost its mark')
  return { before: whole.slice(0, at), after: whole.slice(at + number.length) }
}

/** POSTs each second of a bare signed undici loop to the same receiver: the most that any server here could deliver. */
export async function measureCeiling({ receiver }: Partners): Promise<number> {
  const receiverPid = receiver.pid
  const loop = startPart<BareLoopMethods>('bare-loop')
  try {
    const url = (await receiver.call('urls'))[0]!
    const text = envelope(ceilingRun)
    const runOnce = async (connections: number, length: number) => {
      await receiver.call('begin', ceilingRun, mostEvents)
      const { sent, failed, perSecond } = await loop.call('run', {
        url,
        connections,
        text,
        events: mostEvents,
        seconds: length,
      })
      const { arrived, repeated } = await receiver.call('count')
      if (failed > 0 || arrived !== sent || repeated > 0) throw new Error(`${sent} sent, ${arrived} arrived`)
      return perSecond
    }
    const runWatched = async (connections: number) => {
      const before = [cpuSecondsOfMachine(), cpuSecondsOf(loop.pid) + cpuSecondsOf(receiverPid)] as const
      const perSecond = await runOnce(connections, seconds)
      const [machine, ours] = [cpuSecondsOfMachine(), cpuSecondsOf(loop.pid) + cpuSecondsOf(receiverPid)]
      return { perSecond, others: (machine - before[0] - (ours - before[1])) / seconds }
    }
    await runOnce(64, warmUpSeconds)
    let best = 0
    for (const connections of connectionCounts) {
      const { perSecond } = await undisturbed(
        () => runWatched(connections),
        ({ others }) => others,
      )
      best = Math.max(best, perSecond)
    }
    return best
  } finally {
    await loop.stop()
  }
}
