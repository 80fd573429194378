let lastSecond = Number.NaN
let lastText = ''

/** ISO 8601 in UTC without a fraction, as every time on the wire (contract 2.9). Takes milliseconds since 1970. */
export function isoTime(ms: number): string {
  const second = Math.floor(ms / 1000)
  // Most times that are written in a row lie in the same second.
  if (second !== lastSecond) {
    lastSecond = second
    lastText = `${new Date(second * 1000).toISOString().slice(0, 19)}Z`
  }
  return lastText
}

export function isoTimeOrNull(ms: number | null): string | null {
  return ms === null ? null : isoTime(ms)
}

export const SECOND_MS = 1_000
export const MINUTE_MS = 60 * SECOND_MS
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS
