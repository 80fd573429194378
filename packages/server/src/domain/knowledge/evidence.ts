import { analyseText, type Term } from './analyse-text.ts'
import type { FoundChunk } from './indexed-document.ts'
import { type Passage, NUMBER_WORDS } from './score-passage.ts'
import { statementsOf } from './score-by-statement.ts'
import { cellsOf } from './chunk.ts'
import { foldText } from './fold-text.ts'
import { siblingOf, siblingsIn } from './siblings.ts'
import { saysWanted, wantedKinds } from './wanted.ts'
import { isOneFamily } from './word-families.ts'
import type { WeighedQuestion, WeighedUnit } from './weigh-question.ts'

/** Where in a passage something of the question stands: the nearer to the statement, the more it is worth. */
const PLACES = { statement: 1, lead: 0.9, heading: 0.85, outer: 0.7, title: 0.7, beside: 0.5 } as const
type Place = keyof typeof PLACES

/** Kinds of things that are asked for in so many words that those are met where the thing is; a height is no weight. */
const MET_BY_KIND: ReadonlySet<string> = new Set(['money', 'time', 'clock', 'day', 'phone', 'email', 'place', 'person'])

/** What a word of the same family is worth. */
const FAMILY = 0.6

/** Something of the question is there from this worth on. */
const MET = 0.25

interface Meeting {
  readonly worth: number
  readonly place: Place | null
  readonly strength: number
}

const NOT_MET: Meeting = { worth: 0, place: null, strength: 0 }

/** A statement of a passage with what it has of the question. */
interface Looked {
  readonly text: string
  readonly terms: readonly Term[]
  readonly meetings: readonly Meeting[]
  readonly coverage: number
  readonly says: boolean | null
  /** A row's cell in the column that was asked for: 1 it says something, -1 it is empty, 0 no column was asked for. */
  readonly cell: number
  /** Names another of the class that was asked for: Saturday, where it was Sunday. */
  readonly conflicts: number
}

/** What the likelihood of a passage is read from. In the order of the model's features; numbers of about 0 to 1. */
export type Evidence = readonly number[]

/** Where in the evidence it stands whether something holds what a rule asks for; `ofWanted` puts it there. */
const SAID_FROM = 28
const CELL = SAID_FROM + 2
const CONFLICTS = SAID_FROM + 3
const KINDS = SAID_FROM + 4

/** Kinds of things that are told by their form: where the form is not there, neither is the thing. */
const TOLD_BY_FORM: readonly (typeof wantedKinds)[number][] = ['clock', 'measure', 'number', 'phone', 'email', 'person']

/**
 * What is left of a likelihood by what is plain without any fitting, and too seldom to be fitted: the cell that was asked for
 * is empty; another day, colour or animal than the asked one is named; what was asked for has a form and nothing has it.
 */
export function withCaution(likelihood: number, evidence: Evidence): number {
  const missing = TOLD_BY_FORM.some((kind) => evidence[KINDS + wantedKinds.indexOf(kind)] === -1)
  return (
    likelihood * (evidence[CELL] === -1 ? 0.3 : 1) * ((evidence[CONFLICTS] ?? 0) < 0 ? 0.4 : 1) * (missing ? 0.4 : 1)
  )
}

/** The features whose growth can only speak for an answer, and those that can only speak against it. */
export function directionOf(feature: number): 1 | 0 | -1 {
  if (FOR.some(([first, last]) => first <= feature && feature <= last)) return 1
  return AGAINST.some(([first, last]) => first <= feature && feature <= last) ? -1 : 0
}

const FOR = [
  [0, 5],
  [14, 16],
  [19, 22],
  [24, 25],
  [28, 42],
  [60, 65],
] as const
const AGAINST = [
  [6, 8],
  [10, 13],
  [17, 18],
  [27, 27],
  [66, 67],
] as const

/** The evidence of passages for a question, each beside the others. The best scored come first. */
export function evidenceOf(passages: readonly Passage[], question: WeighedQuestion): Evidence[] {
  const looked = passages.map((passage) => ({ passage, best: bestStatement(passage.chunk, question) }))
  const coverages = looked.map(({ best }) => best.coverage)
  const most = Math.max(0, ...coverages)
  const rarity = rarityAmong(passages)
  return looked.map(({ passage, best }, at) => {
    const same = passages.filter(({ chunk }) => chunk.documentId === passage.chunk.documentId)
    return [
      ...ofMeetings(best, question),
      ...ofWanted(best, passage, question),
      ...ofStatement(best, passage, rarity),
      ...ofQuestion(question),
      passage.coverage,
      passage.bodyCoverage,
      passage.statementCoverage,
      passage.labelFit,
      passage.nearness,
      passage.score - (passages[0]?.score ?? 0),
      at / 10,
      most - best.coverage,
      coverages.filter((each) => each > best.coverage - 0.05).length / 10,
      Math.max(...same.map(({ coverage }) => coverage)) - passage.coverage,
    ]
  })
}

/** The statement that has most of the question, where two have as much the one that says what is wanted. */
function bestStatement(chunk: FoundChunk, question: WeighedQuestion): Looked {
  const spans = statementsOf(chunk)
  const analysed = spans.map(({ start, end }) => analyseText(chunk.text.slice(start, end), chunk.language))
  const setOf = (terms: readonly Term[]): ReadonlySet<string> => new Set(terms.map(({ term }) => term))
  const around = aroundOf(chunk)
  const own = analysed.map(setOf)
  const leadsIn = chunk.kind === 'list' && /:\s*$/.test(chunk.text.slice(spans[0]?.start ?? 0, spans[0]?.end ?? 0))
  let best: Looked | undefined
  let bestWorth = -1
  analysed.forEach((terms, at) => {
    const places: [Place, ReadonlySet<string>][] = [['statement', own[at] ?? new Set()], ...around]
    if (leadsIn && at > 0 && own[0]) places.push(['lead', own[0]])
    own.forEach((other, where) => where !== at && places.push(['beside', other]))
    const text = chunk.text.slice(spans[at]?.start, spans[at]?.end)
    const column = columnOf(chunk, question)
    const says = saysIt(column && column.cell !== '' ? column.cell : text, terms, chunk, question)
    const named = siblingsIn(text, terms, chunk.language)
    const meetings = question.units.map((unit, which) => {
      const found = meet(unit, chunk, places)
      if (found.place === 'statement' && counts(unit, question.units[which + 1], { question, chunk, terms }) === false)
        return NOT_MET
      if (found.worth >= 0.85) return found
      if (unit.asks && says === true && MET_BY_KIND.has(question.wanted.kind))
        return { worth: 0.9, place: 'statement' as const, strength: 0.9 }
      const sibling = unit.stem === null ? undefined : siblingOf(unit.stem, question.language)
      const siblings = sibling && named.get(sibling.family)
      if (sibling && siblings)
        return siblings.has(sibling.member) ? { worth: 0.95, place: 'statement' as const, strength: 0.95 } : NOT_MET
      return found.worth > 0 ? found : byFamily(unit, chunk, places)
    })
    const conflicts = question.units.filter(({ stem }, unit) => {
      const sibling = stem === null ? undefined : siblingOf(stem, question.language)
      return sibling && (meetings[unit]?.worth ?? 0) < 0.6 && (named.get(sibling.family)?.size ?? 0) > 0
    }).length
    const total = question.units.reduce((sum, { weight }) => sum + weight, 0) || 1
    const coverage =
      question.units.reduce((sum, { weight }, unit) => sum + weight * (meetings[unit]?.worth ?? 0), 0) / total
    const worth = coverage + (says === true ? 0.15 : 0)
    if (worth <= bestWorth) return
    bestWorth = worth
    best = { text, terms, meetings, coverage, says, cell: !column ? 0 : column.cell === '' ? -1 : 1, conflicts }
  })
  return (
    best ?? {
      text: '',
      terms: [],
      meetings: question.units.map(() => NOT_MET),
      coverage: 0,
      says: null,
      cell: 0,
      conflicts: 0,
    }
  )
}

function aroundOf(chunk: FoundChunk): [Place, ReadonlySet<string>][] {
  const termsOf = (text: string): ReadonlySet<string> =>
    new Set(analyseText(text, chunk.language).map(({ term }) => term))
  const [inner, ...outer] = [...chunk.headings].reverse()
  return [
    [chunk.kind === 'answer' ? 'statement' : 'lead', termsOf(chunk.lead)],
    ['heading', termsOf(inner ?? '')],
    ['outer', termsOf(outer.join('\n'))],
    ['title', termsOf(chunk.title)],
  ]
}

function meet(unit: WeighedUnit, chunk: FoundChunk, places: readonly [Place, ReadonlySet<string>][]): Meeting {
  let best = NOT_MET
  for (const { terms, strength, language } of unit.alternatives) {
    if (language !== chunk.language) continue
    // A phrase may be spread over places: it is worth what its worst word is.
    let worst: Meeting = { worth: strength, place: 'statement', strength }
    for (const term of terms) {
      const place = places.find(([, known]) => known.has(term))?.[0] ?? null
      const worth = place ? strength * PLACES[place] : 0
      if (worth < worst.worth || !place) worst = { worth, place, strength }
    }
    if (worst.worth > best.worth) best = worst
  }
  return best
}

/** Whether a number that the question has before a word ("100 GB") stands before that word here too; null: before none. */
function counts(
  { kind, surface }: WeighedUnit,
  next: WeighedUnit | undefined,
  { question, chunk, terms }: { question: WeighedQuestion; chunk: FoundChunk; terms: readonly Term[] },
): boolean | null {
  if (kind !== 'number' || next?.kind !== 'word' || next.alternatives.length === 0) return null
  if (!foldText(question.text).includes(`${surface} ${next.surface}`)) return null
  const counted = next.alternatives.filter(({ language }) => language === chunk.language).flatMap((each) => each.terms)
  if (!terms.some(({ term }) => counted.includes(term))) return null
  return terms.some(
    ({ term }, at) =>
      term === surface && terms.slice(Math.max(0, at - 2), at + 4).some((near) => counted.includes(near.term)),
  )
}

/** A word of the same family as the asked one, where nothing else of it is found. */
function byFamily(
  { stem, kind, light }: WeighedUnit,
  chunk: FoundChunk,
  places: readonly [Place, ReadonlySet<string>][],
): Meeting {
  if (stem === null || kind !== 'word' || light) return NOT_MET
  for (const [place, terms] of places)
    for (const term of terms)
      if (isOneFamily(stem, term, chunk.language)) return { worth: FAMILY * PLACES[place], place, strength: FAMILY }
  return NOT_MET
}

/** The column of a row's table that the question asks for, and what this row has in it; '' where that is nothing. */
function columnOf(chunk: FoundChunk, { units }: WeighedQuestion): { cell: string } | null {
  if (chunk.kind !== 'row' || chunk.lead === '') return null
  const names = cellsOf(chunk.lead).map((name) => new Set(analyseText(name, chunk.language).map(({ term }) => term)))
  const worth = names.map((terms) =>
    units.reduce((sum, { alternatives, weight, light }) => {
      const strengths = alternatives.filter(
        (each) => each.language === chunk.language && each.terms.every((term) => terms.has(term)),
      )
      return sum + (light ? 0.5 : 1) * weight * Math.max(0, ...strengths.map(({ strength }) => strength))
    }, 0),
  )
  const most = Math.max(...worth.slice(1))
  if (!(most > 0)) return null
  const cell = cellsOf(chunk.text)[worth.indexOf(most, 1)] ?? ''
  return { cell: /^(?:[-–—?]+|n\/?a|none yet)?$/i.test(cell.trim()) ? '' : cell }
}

function saysIt(
  text: string,
  terms: readonly Term[],
  chunk: FoundChunk,
  { wanted, units }: WeighedQuestion,
): boolean | null {
  if (wanted.kind !== 'count') return saysWanted(`${text}\n${chunk.kind === 'row' ? chunk.lead : ''}`, wanted)
  const unit = units.find(({ surface }) => surface.split(' ').includes(wanted.what))
  const isNumber = ({ term, token }: Term): boolean => /\d/.test(term) || NUMBER_WORDS.has(token.text)
  if (!unit) return terms.some(isNumber)
  const counted = new Set(
    unit.alternatives.filter(({ language }) => language === chunk.language).flatMap((each) => each.terms),
  )
  return terms.some(({ term }, at) => counted.has(term) && terms.slice(Math.max(0, at - 3), at).some(isNumber))
}

function ofMeetings({ meetings, coverage }: Looked, { units }: WeighedQuestion): number[] {
  const total = units.reduce((sum, { weight }) => sum + weight, 0) || 1
  const share = (of: (unit: WeighedUnit, meeting: Meeting) => number): number =>
    units.reduce((sum, unit, at) => sum + unit.weight * of(unit, meetings[at] ?? NOT_MET), 0) / total
  const count = (of: (unit: WeighedUnit, meeting: Meeting) => boolean): number =>
    Math.min(5, units.filter((unit, at) => of(unit, meetings[at] ?? NOT_MET)).length) / 5
  const telling = (unit: WeighedUnit): boolean => !unit.light && !unit.aside
  const missing = (meeting: Meeting): boolean => meeting.worth < MET
  const focus = units.findIndex((unit) => unit.focus && !unit.light)
  const strengths = meetings.filter(({ worth }) => worth >= MET).map(({ strength }) => strength)
  return [
    coverage,
    share((_, { place, strength }) => (place === 'statement' ? strength : 0)),
    share((_, { place, strength }) => (place === 'lead' || place === 'heading' ? strength : 0)),
    share((_, { place, strength }) => (place === 'beside' ? strength : 0)),
    share((_, { place, strength }) => (place === 'title' || place === 'outer' ? strength : 0)),
    share((_, { strength, worth }) => (strength >= 0.85 ? worth : 0)),
    share((unit, meeting) => (missing(meeting) && telling(unit) && unit.known ? 1 : 0)),
    share((unit, meeting) => (missing(meeting) && telling(unit) && !unit.known && !unit.everyday ? 1 : 0)),
    share((unit, meeting) => (missing(meeting) && telling(unit) && !unit.known && unit.everyday ? 1 : 0)),
    share((unit, meeting) => (missing(meeting) && !telling(unit) ? 1 : 0)),
    Math.max(
      0,
      ...units.map((unit, at) => (missing(meetings[at] ?? NOT_MET) && telling(unit) ? unit.weight / total : 0)),
    ),
    Math.max(
      0,
      ...units.map((unit, at) => (missing(meetings[at] ?? NOT_MET) && telling(unit) ? Math.min(2, unit.weight) : 0)),
    ),
    count((unit, meeting) => missing(meeting) && telling(unit) && !unit.everyday),
    count((unit, meeting) => missing(meeting) && telling(unit) && unit.everyday),
    count((unit, meeting) => !missing(meeting) && telling(unit)),
    count((unit, { place }) => place === 'statement' && telling(unit)),
    count((unit, { place, strength }) => place === 'statement' && telling(unit) && strength >= 0.85),
    count((unit, meeting) => unit.name && missing(meeting)),
    count((unit, meeting) => unit.kind !== 'word' && missing(meeting)),
    focus < 0 ? 0.5 : (meetings[focus]?.worth ?? 0) >= MET ? 1 : 0,
    focus < 0 ? 0.5 : meetings[focus]?.place === 'statement' ? 1 : 0,
    strengths.length === 0 ? 0 : Math.min(...strengths),
    strengths.length === 0 ? 0 : strengths.reduce((sum, each) => sum + each, 0) / strengths.length,
    share((unit) => (unit.guessed ? 1 : 0)),
    ...ofNamed(units, meetings),
  ]
}

/** The same of what is asked about alone, without the words that only say what kind of thing is asked for. */
function ofNamed(units: readonly WeighedUnit[], meetings: readonly Meeting[]): number[] {
  const named = units.map(({ asks, light, aside }) => !asks && !light && !aside)
  const total = units.reduce((sum, { weight }, at) => sum + (named[at] ? weight : 0), 0)
  const share = (of: (meeting: Meeting) => number): number =>
    total === 0
      ? 0.5
      : units.reduce((sum, { weight }, at) => sum + (named[at] ? weight * of(meetings[at] ?? NOT_MET) : 0), 0) / total
  return [
    share(({ worth }) => worth),
    share(({ place, strength }) => (place === 'statement' ? strength : 0)),
    share(({ place, worth }) => (place === 'title' || place === 'beside' ? worth : 0)),
    Math.min(4, units.filter((_, at) => named[at] && (meetings[at]?.worth ?? 0) < MET).length) / 4,
  ]
}

/** For each kind of thing: 1 where it is wanted and said, -1 where it is wanted and not said, 0 where it is not wanted. */
function ofWanted({ says, cell, conflicts }: Looked, { hasWanted }: Passage, { wanted }: WeighedQuestion): number[] {
  const said = says === null ? 0 : says ? 1 : -1
  return [
    said,
    hasWanted === null ? 0 : hasWanted ? 1 : -1,
    cell,
    -Math.min(2, conflicts) / 2,
    ...wantedKinds.map((kind) => (kind !== wanted.kind ? 0 : said === 0 ? 0.5 : said)),
  ]
}

/** How rare terms are among the passages that were found: what many of them say, none of them says alone. */
function rarityAmong(passages: readonly Passage[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { chunk } of passages)
    for (const term of new Set(analyseText(chunk.text, chunk.language).map((each) => each.term)))
      counts.set(term, (counts.get(term) ?? 0) + 1)
  return new Map([...counts].map(([term, count]) => [term, Math.log(1 + passages.length / count)]))
}

/** What the statement says that was not asked, and what it is. */
function ofStatement(
  { terms, meetings, text }: Looked,
  { chunk }: Passage,
  rarity: ReadonlyMap<string, number>,
): number[] {
  const telling = terms.filter(({ wordClass, token }) => wordClass === 'informative' && !token.part)
  const rest = telling.reduce((sum, { term }) => sum + (rarity.get(term) ?? 1), 0)
  const met = meetings.filter(({ place }) => place === 'statement').length
  return [
    Math.min(60, terms.length) / 60,
    Math.min(30, telling.length) / 30,
    telling.length === 0 ? 0 : Math.min(1, met / telling.length),
    Math.min(40, rest) / 40,
    /\d/.test(text) ? 1 : 0,
    NEGATED.test(text) ? 1 : 0,
    chunk.kind === 'row' ? 1 : 0,
    chunk.kind === 'list' ? 1 : 0,
    chunk.kind === 'answer' ? 1 : 0,
  ]
}

const NEGATED =
  /(?:\b(?:not?|never|none|nobody|nothing|without|only|except|cannot|não|nunca|nenhum|nada|só|apenas|exceto|menos|sem|ni|nunca|ningún|sin|sólo|ne|pas|jamais|aucun|sans|seulement|nicht|kein|keine|nie|ohne|nur|außer)\b|n['’]t\b)/i

function ofQuestion({ units, text, language, wanted }: WeighedQuestion): number[] {
  const telling = units.filter(({ light, aside }) => !light && !aside)
  const total = units.reduce((sum, { weight }) => sum + weight, 0) || 1
  const unknown = units.reduce(
    (sum, { known, everyday, light, weight }) => sum + (known || everyday || light ? 0 : weight),
    0,
  )
  return [
    Math.min(8, units.length) / 8,
    Math.min(6, telling.length) / 6,
    unknown / total,
    Math.min(5, units.filter(({ aside }) => aside).length) / 5,
    YES_OR_NO[language].test(text) ? 1 : 0,
    wanted.kind === 'anything' ? 1 : 0,
    units.some(({ name }) => name) ? 1 : 0,
    Math.min(200, text.length) / 200,
  ]
}

const YES_OR_NO = {
  en: /^\W*(?:hi|hello|hey)?\W*(?:is|are|am|do|does|did|can|could|may|will|would|should|has|have|was|were)\b/i,
  pt: /^\W*(?:oi|olá)?\W*(?:tem|têm|há|posso|pode|podem|dá|é|são|vocês|vcs|consigo|preciso|precisa|existe)\b/i,
  es: /^\W*(?:hola)?\W*(?:hay|puedo|puede|pueden|es|son|tienen|aceptan|se puede|está)\b/i,
  fr: /^\W*(?:bonjour)?\W*(?:est-ce|peut-on|puis-je|avez-vous|y a-t-il|acceptez-vous|faut-il)\b/i,
  de: /^\W*(?:hallo)?\W*(?:ist|sind|kann|können|darf|gibt|habt|haben|nehmen|muss)\b/i,
} as const
