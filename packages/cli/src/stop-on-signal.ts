import { constants } from 'node:os'
import { explainFailure } from './explain-failure.ts'

/**
 * One Ctrl-C arrives several times: the terminal signals every process of the group, and npm and our own launcher pass
 * on what they got. Signals this close together are one.
 */
const samePressMs = 500

/**
 * npm runs a script in a shell, and a plain sh dies of the SIGTERM that npm passes to it without passing it on. What is
 * left of the signal is that the parent is gone.
 */
const lookForParentEveryMs = 200

function onParentGone(call: () => void): void {
  if (process.env['npm_execpath'] === undefined) return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    call()
  }, lookForParentEveryMs)
  watch.unref()
}

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Waits for a signal to stop; resolves with the exit code. The first drains what is in flight, a second quits at once,
 * which loses nothing either: the next start takes the work up again.
 */
export function stopOnSignal(stop: () => Promise<void>, tell: (line: string) => void): Promise<number> {
  return new Promise((resolve) => {
    let firstAt: number | undefined
    const onSignal = (signal: (typeof stopSignals)[number]): void => {
      if (firstAt === undefined) {
        firstAt = performance.now()
        tell('Stopping: finishing what is in flight. Once more quits at once.')
        stop().then(
          () => resolve(0),
          (error: unknown) => {
            tell(`Stopping failed: ${explainFailure(error)}`)
            resolve(1)
          },
        )
      } else if (performance.now() - firstAt > samePressMs) {
        tell('Quitting at once.')
        resolve(128 + constants.signals[signal])
      }
    }
    for (const signal of stopSignals) process.on(signal, onSignal)
    onParentGone(() => {
      if (firstAt === undefined) onSignal('SIGTERM')
    })
  })
}
