import { fullFormats } from 'ajv-formats/dist/formats.js'

const isIso = (fullFormats['date-time'] as { validate: (text: string) => boolean }).validate
const FIRST = Date.parse('0000-01-01T00:00:00Z')
const LAST = Date.parse('9999-12-31T23:59:59.999Z')

/**
 * Whether a text is a time that we can read and write back: ISO 8601 with an offset, and not one of those that the
 * format allows and JavaScript cannot read (leap seconds, "+05") or writes in another form (years of five digits).
 */
export function isTime(text: string): boolean {
  const ms = Date.parse(text)
  return isIso(text) && ms >= FIRST && ms <= LAST
}
