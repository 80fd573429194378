import { useSyncExternalStore } from 'react'
import { relativeTime, wholeTime } from './format-time.ts'

const listeners = new Set<() => void>()
let now = Date.now()
// One clock for all the times on the page.
window.setInterval(() => {
  now = Date.now()
  for (const listener of listeners) listener()
}, 1_000)

const clock = {
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  current: () => now,
}

/** The time, to the given step; what uses it is drawn anew at each step and not more often. */
export const useNow = (stepMs = 1_000): number =>
  useSyncExternalStore(clock.subscribe, () => Math.floor(clock.current() / stepMs) * stepMs)

/** "3 minutes ago", with the whole time on hover. */
export function Moment({ at, never = 'never' }: { at: string | null; never?: string }) {
  // The words and not the time: they change less often.
  const words = useSyncExternalStore(clock.subscribe, () => (at === null ? never : relativeTime(at, clock.current())))
  if (at === null) return <span className="text-faint">{words}</span>
  return (
    <time dateTime={at} title={wholeTime(at)} className="whitespace-nowrap">
      {words}
    </time>
  )
}
