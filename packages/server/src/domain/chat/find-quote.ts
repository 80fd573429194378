import type { Span } from '../knowledge/index.ts'

/** What a copier drops or writes otherwise without changing a word: Markdown's marks, the bars of a table. */
const PASSED_OVER = /[*_`|#>\\]/
const SAME: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '‑': '-',
}

/**
 * Where a quote stands in a text, word by word; null where it does not. Space of any kind and length is one blank; marks and
 * the looks of quotation marks and dashes do not count. A word is never cut: "paid" does not stand in "unpaid".
 */
export function findQuote(text: string, quote: string): Span | null {
  const source = plainOf(text)
  const wanted = plainOf(quote).plain.trim()
  if (wanted === '') return null
  for (let at = source.plain.indexOf(wanted); at !== -1; at = source.plain.indexOf(wanted, at + 1)) {
    const end = at + wanted.length
    if (joined(source.plain, at) || joined(source.plain, end)) continue
    return { start: source.places[at] ?? 0, end: (source.places[end - 1] ?? 0) + 1 }
  }
  return null
}

/** Whether a word, or a number such as 1,500, goes on across this place. */
function joined(text: string, at: number): boolean {
  const around = text.slice(Math.max(0, at - 1), at + 1)
  if (/^[\p{L}\p{N}\p{M}]{2}$/u.test(around)) return true
  const wide = text.slice(Math.max(0, at - 2), at + 2)
  return /^\d[.,:]\d/.test(wide.slice(1)) || /\d[.,:]\d$/.test(wide.slice(0, 3))
}

/** The text with one blank for space and without marks; and where each of its units stood. */
function plainOf(text: string): { plain: string; places: number[] } {
  let plain = ''
  const places: number[] = []
  for (let at = 0; at < text.length; at++) {
    const unit = text[at] ?? ''
    const space = /\s/.test(unit)
    if ((space && (plain === '' || plain.endsWith(' '))) || PASSED_OVER.test(unit)) continue
    plain += space ? ' ' : (SAME[unit] ?? unit)
    places.push(at)
  }
  return { plain, places }
}
