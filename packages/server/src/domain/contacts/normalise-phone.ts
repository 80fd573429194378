import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/**
 * Numbers that are accepted whatever the numbering plans say, for tests: +15005550000 to +15005550999. Nobody has
 * them; the simulator's outcomes are chosen by their last digits (docs/guides/simulator.md).
 */
const TEST_NUMBER = /^\+15005550\d{3}$/

/** The number in E.164 form, or null when it is none. Spaces, brackets and dashes are let go; the country code is not guessed. */
export function normalisePhone(text: string): string | null {
  const bare = text.replace(/[\s().-]/g, '')
  if (TEST_NUMBER.test(bare)) return bare
  // Only what looks like a number reaches the parser, which would also find one inside a sentence.
  if (!/^\+[1-9]\d{6,14}$/.test(bare)) return null
  const parsed = parsePhoneNumberFromString(bare)
  return parsed?.isValid() ? parsed.number : null
}
