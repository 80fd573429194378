import {
  analyseText,
  generalSynonyms,
  type Language,
  oneSlipFrom,
  stemWord,
  type Synonyms,
} from '../knowledge/index.ts'
import type { GapTerm, Signature } from './gap-question.ts'

/** From here on two questions ask the same. Rather two gaps for one question than one gap for two. */
export const ALIKE = 0.6

const SLIP = 0.9
const SITE_SYNONYM = 0.9
const SYNONYM = 0.7
/** A shorter word with one letter changed is mostly another word. */
const SHORTEST_SLIP = 5
/** What a question is about, if the other one does not say it. */
const TELLING = 0.7

/**
 * How much two questions ask the same: 0 to 1, the share of what they name that the other one names, too, by weight. 0 where
 * one wants a price and the other a time, or where each names something telling that the other does not.
 */
export function likeness(one: Signature, other: Signature, means: SameMeaning): number {
  if (one.wanted !== null && other.wanted !== null && one.wanted !== other.wanted) return 0
  const left = new Set(other.terms)
  const pairs = one.terms
    .flatMap((a) => other.terms.map((b) => ({ a, b, strength: means(a, b, one.language, other.language) })))
    .filter(({ strength }) => strength > 0)
    .sort((x, y) => y.strength * (y.a.weight + y.b.weight) - x.strength * (x.a.weight + x.b.weight))
  const missing = new Set(one.terms)
  let shared = 0
  for (const { a, b, strength } of pairs) {
    if (!missing.has(a) || !left.has(b)) continue
    missing.delete(a)
    left.delete(b)
    shared += strength * (a.weight + b.weight)
  }
  const tells = ({ exact, weight }: GapTerm): boolean => exact || weight >= TELLING
  if ([...missing].some(tells) && [...left].some(tells)) return 0
  const all = sumOf(one.terms) + sumOf(other.terms)
  return all === 0 ? 0 : shared / all
}

function sumOf(terms: readonly GapTerm[]): number {
  return terms.reduce((sum, { weight }) => sum + weight, 0)
}

/** How much two words mean the same: 1 the same word, 0 nothing to do with each other. */
export type SameMeaning = (one: GapTerm, other: GapTerm, oneLanguage: Language, otherLanguage: Language) => number

/** Words that mean the same on a site: by their stems, by slips of the finger, by its synonyms and by everyday ones. */
export function sameMeaning(synonyms: Synonyms): SameMeaning & { readonly aroundTerm: AroundTerm } {
  const groups = new Map<Language, ReadonlyMap<string, ReadonlyMap<number, number>>>()
  const groupsOf = (language: Language) => {
    let found = groups.get(language)
    if (!found) groups.set(language, (found = readGroups(synonyms, language)))
    return found
  }
  const means: SameMeaning = (one, other, oneLanguage, otherLanguage) => {
    if (one.term === other.term) return 1
    if (one.exact || other.exact) return 0
    // What the site says twice in its own words is no slip.
    if (!(one.known && other.known) && isSlip(one, other, oneLanguage, otherLanguage)) return SLIP
    if (oneLanguage !== otherLanguage) return 0
    const mine = groupsOf(oneLanguage).get(one.term)
    const its = groupsOf(oneLanguage).get(other.term)
    if (!mine || !its) return 0
    return Math.max(0, ...[...mine].map(([group, strength]) => (its.has(group) ? strength : 0)))
  }
  const aroundTerm: AroundTerm = (term, language) => {
    const own = groupsOf(language)
    const near = [...(own.get(term.term)?.keys() ?? [])].flatMap((group) =>
      [...own].flatMap(([word, of]) => (of.has(group) ? [word] : [])),
    )
    // What the site says itself was not mistyped, and is looked for as it stands: slips are many.
    return new Set([term.term, ...near, ...(term.known ? [] : slipsOf(term, language))])
  }
  return Object.assign(means, { aroundTerm })
}

/** The terms that may mean the same as this one: where to look for questions like one that has it. */
export type AroundTerm = (term: GapTerm, language: Language) => ReadonlySet<string>

/** Lately asked slips with their stems; bounded, since what people write is not. */
const slips = new Map<string, ReadonlySet<string>>()
const MOST_SLIPS = 2_000

function slipsOf({ surface, exact }: GapTerm, language: Language): ReadonlySet<string> {
  const key = language + surface
  let found = slips.get(key)
  if (!found) {
    const words = exact || surface.length < SHORTEST_SLIP ? [] : oneSlipFrom(surface)
    found = new Set(words.filter((word) => word.length >= SHORTEST_SLIP).map((word) => stemWord(word, language)))
    if (slips.size >= MOST_SLIPS) slips.clear()
    slips.set(key, found)
  }
  return found
}

function isSlip(one: GapTerm, other: GapTerm, oneLanguage: Language, otherLanguage: Language): boolean {
  if (Math.min(one.surface.length, other.surface.length) < SHORTEST_SLIP) return false
  return slipsOf(one, oneLanguage).has(other.term) || slipsOf(other, otherLanguage).has(one.term)
}

/** The single words of each group of words that mean the same, by their stems. */
function readGroups(synonyms: Synonyms, language: Language): ReadonlyMap<string, ReadonlyMap<number, number>> {
  const found = new Map<string, Map<number, number>>()
  const all = [
    ...synonyms.map((words) => ({ words, strength: SITE_SYNONYM })),
    ...generalSynonyms(language).map((words) => ({ words, strength: SYNONYM })),
  ]
  all.forEach(({ words, strength }, group) => {
    for (const word of words) {
      const [only, more] = analyseText(word, language).filter(({ token }) => !token.part)
      if (!only || more) continue
      const of = found.get(only.term) ?? new Map<number, number>()
      found.set(only.term, of.set(group, strength))
    }
  })
  return found
}
