import type { Reader } from '../../store/index.ts'
import type { Language } from './language.ts'
import { oneSlipFrom } from './one-slip-from.ts'
import { type Alternative, generalAlternatives, isGeneralWord, type Question, type Unit } from './read-question.ts'
import { stemWord } from './stem-word.ts'
import { documentFrequencies, type Shelves } from './store-search.ts'
import { wordLists } from './word-lists.ts'

/** A unit with what the site makes of it. */
export interface WeighedUnit extends Unit {
  /** How much it matters: rarer on this site, more. */
  readonly weight: number
  /** Whether the site says it at all, be it in other words. */
  readonly known: boolean
  /** Known only as a word that it may be a slip of. */
  readonly guessed: boolean
  /** Only those whose terms the site has. */
  readonly alternatives: readonly Alternative[]
}

export interface WeighedQuestion extends Question {
  readonly units: readonly WeighedUnit[]
  /** What the index is asked for. */
  readonly terms: readonly { readonly term: string; readonly weight: number }[]
}

/** A word that was mistyped counts less than one that was typed as it is. */
const MISTYPED = 0.85
/** Words of a question that are looked at as slips of others. */
const MOST_MISTYPED = 8
/** The index is not asked for words in more chunks than this, as long as there are rarer ones. */
const COMMON = 20_000

/** Nor for more words than stand in so many chunks together: the weightiest first, and these at the least. */
const MOST_PLACES = 12_000
const ALWAYS_ASKED = 4

const LIGHT = 0.2
const NUMBER = 0.4
const NAME = 1.4
const ASIDE = 0.5

export async function weighQuestion(
  read: Reader,
  site: Shelves,
  { question, chunks }: { question: Question; chunks: number },
): Promise<WeighedQuestion> {
  const frequencies = await documentFrequencies(read, site, termsOf(question.units))
  const has = ({ terms }: Alternative): boolean => terms.every((term) => frequencies.has(term))
  const strange = question.units.filter(
    ({ alternatives }) => !alternatives.some((each) => each.strength >= 0.95 && has(each)),
  )
  const meant = new Map(
    strange.slice(0, MOST_MISTYPED).map((unit) => [unit, meantBy(unit, question.languages)] as const),
  )
  for (const [term, chunksWithIt] of await documentFrequencies(read, site, termsOf([...meant.values()])))
    frequencies.set(term, chunksWithIt)
  const units = question.units.map((unit): WeighedUnit => {
    const own = unit.alternatives.filter(has)
    const slips = meant.get(unit)
    const near = (slips?.alternatives.filter(has) ?? [])
      .sort((one, other) => other.strength - one.strength || often(other) - often(one))
      .slice(0, MOST_MEANT)
    const alternatives = [...own, ...near]
    const light = unit.light || (own.length === 0 && slips?.small === true)
    const known = alternatives.length > 0
    return {
      ...unit,
      light,
      alternatives,
      known,
      guessed: known && own.length === 0,
      weight: weightOf({ ...unit, light }, alternatives, frequencies, chunks),
    }
  })
  return { ...question, units, terms: asked(units, frequencies) }

  function often({ terms }: Alternative): number {
    return Math.min(...terms.map((term) => frequencies.get(term) ?? 0))
  }
}

/** A shorter word is mostly one that the site does not have. */
const SHORTEST_MISTYPED = 5
/** Of the words that a mistyped one may have been. */
const MOST_MEANT = 3

function termsOf(units: readonly Pick<Unit, 'alternatives'>[]): string[] {
  return [...new Set(units.flatMap(({ alternatives }) => alternatives.flatMap(({ terms }) => terms)))]
}

/** What a word may be a slip of: terms to look for, and whether it may be a small word, of which nothing depends. */
function meantBy({ surface, kind }: Unit, known: readonly Language[]): { alternatives: Alternative[]; small: boolean } {
  const [language = 'en'] = known
  const words =
    kind === 'word' && surface.length >= SHORTEST_MISTYPED && !isGeneralWord(surface, language)
      ? oneSlipFrom(surface)
      : []
  const { stop, question, light } = wordLists[language]
  const stems = new Set(words.map((word) => stemWord(word, language)))
  // What such a word would stand for: the site may say it otherwise.
  const otherwise = words.flatMap((word) => generalAlternatives(word, known))
  return {
    alternatives: [
      ...[...stems].map((term) => ({ terms: [term], language, strength: MISTYPED })),
      ...otherwise.map((each) => ({ ...each, strength: each.strength * MISTYPED })),
    ],
    small: words.some((word) => stop.has(word) || question.has(word) || light.has(word)),
  }
}

function weightOf(
  unit: Unit,
  alternatives: readonly Alternative[],
  frequencies: ReadonlyMap<string, number>,
  chunks: number,
): number {
  const best = Math.max(0, ...alternatives.map(({ strength }) => strength))
  // A word is as rare as itself; one that the site says otherwise as rare as what it says.
  const counts = alternatives
    .filter(({ strength }) => strength >= best)
    .map(({ terms }) => Math.min(...terms.map((term) => frequencies.get(term) ?? 0)))
  const found = Math.max(0, ...counts)
  const rarity = Math.log(1 + (chunks - found + 0.5) / (found + 0.5)) / Math.log(1 + (chunks + 0.5) / 0.5)
  const kind = unit.kind === 'number' ? NUMBER : unit.light ? LIGHT : 1
  return Math.max(0.05, rarity) * kind * (unit.name ? NAME : 1) * (unit.aside ? ASIDE : 1)
}

function asked(
  units: readonly WeighedUnit[],
  frequencies: ReadonlyMap<string, number>,
): { term: string; weight: number }[] {
  const weights = new Map<string, number>()
  for (const { alternatives, weight } of units)
    for (const { terms, strength } of alternatives)
      for (const term of terms) weights.set(term, Math.max(weights.get(term) ?? 0, weight * strength))
  const rare = [...weights].filter(([term]) => (frequencies.get(term) ?? 0) <= COMMON)
  const chosen = (rare.length > 0 ? rare : [...weights]).sort(([, one], [, other]) => other - one)
  let places = 0
  return chosen
    .filter(([term], at) => {
      const its = frequencies.get(term) ?? 0
      if (at >= ALWAYS_ASKED && places + its > MOST_PLACES) return false
      places += its
      return true
    })
    .map(([term, weight]) => ({ term, weight }))
}
