const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'narrow' })
const whole = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const steps = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/** "3m ago", "in 5h". Past seconds are told by fives: nobody counts along, as one does for what is to come. */
export function relativeTime(at: string, nowMs: number): string {
  const seconds = Math.round((Date.parse(at) - nowMs) / 1_000)
  if (Math.abs(seconds) > 30 * 86_400) return day.format(new Date(at))
  for (const [unit, length] of steps) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit)
  }
  if (seconds > 1) return relative.format(seconds, 'second')
  const fives = Math.trunc(seconds / 5) * 5
  return fives === 0 ? 'just now' : relative.format(fives, 'second')
}

export const wholeTime = (at: string): string => whole.format(new Date(at))
export const dayOf = (at: string): string => day.format(new Date(at))

/** What `<input type="datetime-local">` takes and gives: local time, without a zone. */
export function toLocalInput(atMs: number): string {
  const date = new Date(atMs)
  const local = new Date(atMs - date.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}

/** The same as the API takes it; null where the field is empty. */
export function fromLocalInput(value: string): string | null {
  const at = new Date(value)
  return value === '' || Number.isNaN(at.getTime()) ? null : at.toISOString().replace(/\.\d{3}Z$/, 'Z')
}

export const milliseconds = (ms: number): string => (ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`)
export const percent = (share: number): string => `${Math.floor(share * 1_000) / 10}%`
