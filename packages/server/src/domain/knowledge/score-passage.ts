import { analyseText } from './analyse-text.ts'
import { cellsOf } from './chunk.ts'
import type { FoundChunk } from './indexed-document.ts'
import type { Alternative } from './read-question.ts'
import { saysWanted } from './wanted.ts'
import type { WeighedQuestion, WeighedUnit } from './weigh-question.ts'

/** A chunk with how well it fits a question. */
export interface Passage {
  readonly chunk: FoundChunk
  /** What passages are ordered by. */
  readonly score: number
  /** The share of what the question names, by weight, that the passage has, its headings and title included; 0 to 1. */
  readonly coverage: number
  /** The same of its best statement alone: what one sentence says, with what stands around it. */
  readonly statementCoverage: number
  /** The share by its own text alone. */
  readonly bodyCoverage: number
  /** The weightiest thing that it lacks, as a share of all that the question names. */
  readonly worstMissing: number
  /** Whether it holds the kind of thing that was asked for; null where that is anything. */
  readonly hasWanted: boolean | null
  /** How near to each other its text has the things asked for; 1: side by side. */
  readonly nearness: number
  /** How well its heading, the question it answers, or the first cell of its row is just what was asked; 0 to 1. */
  readonly labelFit: number
  /** For each unit of the question, how well it is met. */
  readonly met: readonly number[]
  /** How near its meaning is to the question's (cosine); without it: it was found by its words alone. */
  readonly similarity?: number
}

/** What finding a thing is worth, by where it is found. */
const IN_BODY = 1
const IN_LEAD = 0.9
const IN_HEADING = 0.9
const IN_OUTER_HEADING = 0.8
const IN_TITLE = 0.75

export const NUMBER_WORDS = new Set(
  (
    'one two three four five six seven eight nine ten twelve um uma dois duas tres quatro cinco seis sete oito nove dez uno ' +
    'una dos cuatro siete ocho nueve diez deux trois quatre cinq sept huit neuf dix zwei drei vier funf sechs sieben acht neun zehn'
  ).split(' '),
)

/** Where a passage has its terms. */
export interface Places {
  readonly body: ReadonlyMap<string, readonly number[]>
  /** Terms that stand around the body, with what finding them there is worth. */
  readonly around: ReadonlyMap<string, number>
  /** Where in the body numbers are. */
  readonly numbers: ReadonlySet<number>
  readonly length: number
}

export function scorePassage(chunk: FoundChunk, question: WeighedQuestion): Passage {
  const places = placesOf(chunk)
  const met = question.units.map((unit) => meeting(unit, chunk, places))
  const total = sum(question.units.map(({ weight }) => weight)) || 1
  const share = (of: (at: number) => number): number =>
    sum(question.units.map(({ weight }, at) => weight * of(at))) / total
  const coverage = share((at) => met[at]?.anywhere ?? 0)
  const bodyCoverage = share((at) => met[at]?.body ?? 0)
  const worstMissing = Math.max(
    0,
    ...question.units.map(({ weight }, at) => ((met[at]?.anywhere ?? 0) < 0.3 ? weight / total : 0)),
  )
  const hasWanted = holdsWanted(chunk, question, places)
  const nearness = nearnessOf(met.map(({ at }) => at))
  const labelFit = labelFitOf(chunk, question)
  const titleFit = fitOf(chunk.title, chunk, question)
  const language = chunk.language === question.language ? 0.02 : 0
  const score =
    coverage +
    0.12 * bodyCoverage +
    0.05 * nearness +
    0.2 * labelFit +
    0.1 * titleFit +
    language +
    (hasWanted === null ? 0 : hasWanted ? 0.1 : -0.12) -
    0.02 * Math.log2(1 + places.length / 40)
  return {
    chunk,
    score,
    coverage,
    statementCoverage: coverage,
    bodyCoverage,
    worstMissing,
    hasWanted,
    nearness,
    labelFit,
    met: met.map(({ anywhere }) => anywhere),
  }
}

/** Labels say what a passage is about: the share of a label that was asked for, times the share of the question that it is. */
function labelFitOf(chunk: FoundChunk, question: WeighedQuestion): number {
  const first = chunk.kind === 'row' ? (cellsOf(chunk.text).find((cell) => cell !== '') ?? '') : ''
  const labels = [chunk.headings.at(-1) ?? chunk.title, first, chunk.kind === 'answer' ? chunk.lead : '']
  return Math.max(...labels.map((label) => fitOf(label, chunk, question)))
}

function fitOf(label: string, { language }: FoundChunk, { units }: WeighedQuestion): number {
  const terms = analyseText(label, language).filter(
    ({ token, wordClass }) => !token.part && (wordClass === 'informative' || wordClass === 'light'),
  )
  if (terms.length === 0) return 0
  const inLabel = new Set(terms.map(({ term }) => term))
  const hit = new Set<string>()
  let [met, total] = [0, 0]
  for (const { alternatives, weight } of units) {
    total += weight
    const best = alternatives
      .filter((each) => each.language === language && each.terms.every((term) => inLabel.has(term)))
      .sort((one, other) => other.strength - one.strength)[0]
    if (!best) continue
    met += weight * best.strength
    for (const term of best.terms) hit.add(term)
  }
  return total === 0 ? 0 : Math.sqrt((hit.size / inLabel.size) * (met / total))
}

export function placesOf(chunk: FoundChunk): Places {
  const body = new Map<string, number[]>()
  const terms = analyseText(chunk.text, chunk.language)
  const numbers = new Set<number>()
  terms.forEach(({ term, token }, at) => {
    const places = body.get(term)
    if (places) places.push(at)
    else body.set(term, [at])
    if (/\d/.test(term) || NUMBER_WORDS.has(token.text)) numbers.add(at)
  })
  const around = new Map<string, number>()
  const note = (text: string, worth: number): void => {
    for (const { term } of analyseText(text, chunk.language)) around.set(term, Math.max(around.get(term) ?? 0, worth))
  }
  note(chunk.title, IN_TITLE)
  chunk.headings.forEach((heading, at) =>
    note(heading, at === chunk.headings.length - 1 ? IN_HEADING : IN_OUTER_HEADING),
  )
  note(chunk.lead, chunk.kind === 'answer' ? IN_BODY : IN_LEAD)
  return { body, around, numbers, length: terms.length }
}

interface Meeting {
  readonly anywhere: number
  readonly body: number
  /** Where in the body; empty where it is not there. */
  readonly at: readonly number[]
}

function meeting(unit: WeighedUnit, chunk: FoundChunk, places: Places): Meeting {
  let best: Meeting = { anywhere: 0, body: 0, at: [] }
  for (const alternative of unit.alternatives) {
    if (alternative.language !== chunk.language) continue
    const found = meetingOf(alternative, places)
    if (found.anywhere > best.anywhere || (found.anywhere === best.anywhere && found.body > best.body)) best = found
  }
  return best
}

function meetingOf({ terms, strength }: Alternative, { body, around }: Places): Meeting {
  let [anywhere, inBody]: [number, number] = [strength, strength]
  for (const term of terms) {
    const has = body.has(term)
    anywhere = Math.min(anywhere, strength * (has ? IN_BODY : (around.get(term) ?? 0)))
    if (!has) inBody = 0
  }
  return { anywhere, body: inBody, at: inBody > 0 ? (body.get(terms[0] ?? '') ?? []) : [] }
}

/** The mean closeness of things that follow each other in the question; 0 where the body has fewer than two of them. */
function nearnessOf(places: readonly (readonly number[])[]): number {
  const found = places.filter((each) => each.length > 0).map((each) => each.slice(0, 8))
  if (found.length < 2) return 0
  let total = 0
  for (let at = 1; at < found.length; at++) {
    let least = Infinity
    for (const one of found[at - 1] ?? [])
      for (const other of found[at] ?? []) least = Math.min(least, Math.abs(one - other))
    total += 1 / (1 + Math.max(0, least - 1) / 4)
  }
  return total / (found.length - 1)
}

/** Whether the passage has the kind of thing that was asked for; what is counted has a number just before it. */
function holdsWanted(chunk: FoundChunk, question: WeighedQuestion, places: Places): boolean | null {
  const { wanted, units } = question
  if (wanted.kind !== 'count') return saysWanted(`${chunk.text}\n${chunk.kind === 'row' ? chunk.lead : ''}`, wanted)
  const unit = units.find(({ surface }) => surface.split(' ').includes(wanted.what))
  if (!unit) return /\d/.test(chunk.text)
  const terms = unit.alternatives.filter(({ language }) => language === chunk.language).flatMap((each) => each.terms)
  return terms.some((term) =>
    (places.body.get(term) ?? []).some((at) => [1, 2, 3].some((back) => places.numbers.has(at - back))),
  )
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
