import type { Reader } from '../../store/index.ts'
import type { Alternative, Question, Unit } from './read-question.ts'
import { slipsBetween } from './slips-between.ts'
import { documentFrequencies, type Shelves, termsLike } from './store-search.ts'

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

/** A word that was mistyped counts less than one that was typed as it is, and less again for a second slip. */
const MISTYPED = [1, 0.8, 0.65] as const
/** Words of a question whose neighbours are looked for; each costs a look through the site's words. */
const MOST_MISTYPED = 6
/** The index is not asked for words in more chunks than this, as long as there are rarer ones. */
const COMMON = 20_000

const LIGHT = 0.2
const NUMBER = 0.4
const NAME = 1.4
const ASIDE = 0.5

export async function weighQuestion(
  read: Reader,
  site: Shelves,
  { question, chunks }: { question: Question; chunks: number },
): Promise<WeighedQuestion> {
  const all = question.units.flatMap(({ alternatives }) => alternatives.flatMap(({ terms }) => terms))
  const frequencies = await documentFrequencies(read, site, [...new Set(all)])
  let left = MOST_MISTYPED
  const units: WeighedUnit[] = []
  for (const unit of question.units) {
    let alternatives = unit.alternatives.filter(({ terms }) => terms.every((term) => frequencies.has(term)))
    const itself = alternatives.some(({ strength }) => strength >= 0.95)
    if (!itself && mayBeMistyped(unit) && left-- > 0) {
      const near = await nearest(read, site, unit, frequencies)
      alternatives = [...alternatives, ...near]
    }
    const known = alternatives.length > 0
    const guessed = known && !unit.alternatives.some((own) => alternatives.includes(own))
    units.push({ ...unit, alternatives, known, guessed, weight: weightOf(unit, alternatives, frequencies, chunks) })
  }
  return { ...question, units, terms: asked(units, frequencies) }
}

function mayBeMistyped({ kind, alternatives }: Unit): boolean {
  const term = alternatives[0]?.terms[0] ?? ''
  return kind === 'word' && alternatives[0]?.terms.length === 1 && term.length >= 4
}

/** The terms of the site that are fewest slips away; of several as near, the one that is said most. */
async function nearest(read: Reader, site: Shelves, unit: Unit, frequencies: Map<string, number>): Promise<Alternative[]> {
  const [own] = unit.alternatives
  const term = own?.terms[0] ?? ''
  const near = (await termsLike(read, site, term))
    .flatMap((like) => {
      const slips = slipsBetween(term, like.term)
      return slips === null ? [] : [{ ...like, slips }]
    })
    .sort((one, other) => one.slips - other.slips || other.chunks - one.chunks)
  const least = near[0]?.slips
  return near
    .filter(({ slips }) => slips === least)
    .slice(0, 3)
    .map((like) => {
      frequencies.set(like.term, like.chunks)
      return { terms: [like.term], language: own?.language ?? 'en', strength: MISTYPED[like.slips] ?? 0.7 }
    })
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

function asked(units: readonly WeighedUnit[], frequencies: ReadonlyMap<string, number>): { term: string; weight: number }[] {
  const weights = new Map<string, number>()
  for (const { alternatives, weight } of units)
    for (const { terms, strength } of alternatives)
      for (const term of terms) weights.set(term, Math.max(weights.get(term) ?? 0, weight * strength))
  const rare = [...weights].filter(([term]) => (frequencies.get(term) ?? 0) <= COMMON)
  return (rare.length > 0 ? rare : [...weights]).map(([term, weight]) => ({ term, weight }))
}
