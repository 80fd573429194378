import { foldText } from './fold-text.ts'
import { type Language, languages } from './language.ts'
import { tokenise } from './tokenise.ts'
import { wordLists } from './word-lists.ts'

/** Letters that one of the languages has, or nearly alone has. */
const LETTERS: readonly (readonly [RegExp, Language])[] = [
  [/[ãõ]/, 'pt'],
  [/ção|ções|lh|nh/, 'pt'],
  [/[ñ¿¡]|ción/, 'es'],
  [/[ßäöü]/, 'de'],
  [/[èëœùûî]|\b[cdjlmnst]['’]/, 'fr'],
]

/** As much of a text as is looked at: its beginning tells. */
const SAMPLE = 4000

/**
 * The language of a text by its small words and its letters; null where they do not say. Small means on purpose: whoever
 * asks usually says it, and this is for those who do not.
 */
export function detectLanguage(text: string): Language | null {
  const sample = text.slice(0, SAMPLE)
  const points = new Map<Language, number>(languages.map((language) => [language, 0]))
  const add = (language: Language, count: number) => points.set(language, (points.get(language) ?? 0) + count)
  for (const { text: word, kind } of tokenise(sample)) {
    if (kind !== 'word') continue
    const knowing = languages.filter((language) => knows(language, word))
    // A word that many languages have says little of which one it is.
    for (const language of knowing) add(language, 1 / knowing.length)
  }
  const small = sample.toLowerCase()
  for (const [letters, language] of LETTERS) if (letters.test(small)) add(language, 1)
  const [best, second] = [...points].sort(([, one], [, other]) => other - one)
  return best && second && best[1] >= 0.5 && best[1] > second[1] * 1.2 ? best[0] : null
}

function knows(language: Language, word: string): boolean {
  const { stop, question, light } = wordLists[language]
  const folded = foldText(word)
  return stop.has(folded) || question.has(folded) || light.has(folded)
}
