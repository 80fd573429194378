/** A piece of a text: [start, end), in UTF-16 units of that text. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** What a full stop stands behind without ending a sentence; folded to small letters. */
const ABBREVIATIONS = new Set(
  (
    'mr mrs ms dr prof st sr sra srta no nr nº art etc e.g i.g i.e eg ie vs approx incl excl max min tel ext fig vol p pp cf ca ' +
    'bzw z.b d.h u.a usw str inkl zzgl ggf evtl av rua r ex obs dept est inc ltd co jan feb mar apr jun jul aug sep sept oct ' +
    'nov dec fev abr ago set out dez p.ex m mme mlle env'
  ).split(' '),
)

const END = /[.!?…]+["'”’»)\]*_]*(?=\s)|\n(?=\s*\n)/gu

/**
 * Sentences of prose, as spans without the space around them. An end is a full stop (or !, ?) before space and something
 * that may begin a sentence; not behind an abbreviation, an initial or an ordinal, and never inside a number or a time.
 */
export function splitSentences(text: string): Span[] {
  const spans: Span[] = []
  let from = 0
  for (const match of text.matchAll(END)) {
    const to = match.index + match[0].length
    if (match[0].startsWith('.') && !ends(text, from, match.index, to)) continue
    pushTrimmed(spans, text, { start: from, end: to })
    from = to
  }
  pushTrimmed(spans, text, { start: from, end: text.length })
  return spans
}

function ends(text: string, from: number, at: number, to: number): boolean {
  const next = /\S/u.exec(text.slice(to, to + 40))?.[0] ?? ''
  if (/^\p{Ll}/u.test(next)) return false
  // The word before the stop: looked for in the last few characters only.
  const word = /[^\s("'“„«[]*$/u.exec(text.slice(Math.max(from, at - 24), at))?.[0] ?? ''
  if (ABBREVIATIONS.has(word.toLowerCase())) return false
  // An initial, or a number that may count something: "2. Juni", "J. Silva".
  return !/^(\p{Lu}|\d{1,2})$/u.test(word) || word === 'I'
}

export function pushTrimmed(spans: Span[], text: string, { start, end }: Span): void {
  let [first, last] = [start, end]
  while (first < last && /\s/.test(text[first] ?? '')) first++
  while (last > first && /\s/.test(text[last - 1] ?? '')) last--
  if (first < last) spans.push({ start: first, end: last })
}
