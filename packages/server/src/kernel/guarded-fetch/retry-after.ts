/** Longest wait that is passed on, in seconds (about 68 years); a policy caps it far lower. */
const MOST_SECONDS = 2 ** 31 - 1

/**
 * Reads a Retry-After header (RFC 9110, 10.2.3): delta-seconds or an HTTP-date.
 * @param now the time of day in milliseconds, which a date is measured from
 * @returns whole seconds to wait, never negative, or null when there is no usable header
 */
export function readRetryAfter(header: string | string[] | undefined, now: number): number | null {
  const text = (Array.isArray(header) ? header[0] : header)?.trim()
  if (!text) return null
  if (/^\d+$/.test(text)) return Math.min(Number(text), MOST_SECONDS)
  // All three HTTP-date formats open with a day's name; Date.parse alone would take many things that are no HTTP-date.
  // The asctime format names no zone and means GMT, where Date.parse would take the machine's.
  const at = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text.endsWith('GMT') ? text : `${text} GMT`) : NaN
  return Number.isNaN(at) ? null : Math.min(Math.max(0, Math.ceil((at - now) / 1000)), MOST_SECONDS)
}
