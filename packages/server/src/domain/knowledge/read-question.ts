import { analyseText, type Term } from './analyse-text.ts'
import { concepts } from './concepts.ts'
import { isEveryday } from './everyday-words.ts'
import { generalSynonyms } from './general-synonyms.ts'
import { type Language, languages } from './language.ts'
import { stemWord } from './stem-word.ts'
import { type Span, splitSentences } from './split-sentences.ts'
import { isTypeWord, type Wanted, wantedBy } from './wanted.ts'

/** What would count as the same: all of its terms, in texts of this language. */
export interface Alternative {
  readonly terms: readonly string[]
  readonly language: Language
  /** 1: the word itself; less for what only means the same. */
  readonly strength: number
}

/** One thing that a question names: a word, a number, or a phrase with a meaning of its own. */
export interface Unit {
  /** As it stands in the question, folded. */
  readonly surface: string
  readonly kind: 'word' | 'number' | 'code'
  /** Light words may help and are not missed. */
  readonly light: boolean
  /** A name, by its capital within a sentence. */
  readonly name: boolean
  /** Of people's stories and manners: less missed where the site does not have it. */
  readonly everyday: boolean
  /** What the question word stands before: the X of "which X", "how many X". */
  readonly focus: boolean
  /** Asks for the kind of thing that is wanted, and does not say of what: "cost" where a price is. */
  readonly asks: boolean
  /** Said around the question: in a sentence that does not ask, where another one does. */
  readonly aside: boolean
  readonly alternatives: readonly Alternative[]
  /** The stem of a single word, in the question's language; null for phrases. */
  readonly stem: string | null
}

export interface Question {
  readonly text: string
  readonly language: Language
  /** That of the question, then the others of the site. */
  readonly languages: readonly Language[]
  readonly units: readonly Unit[]
  readonly wanted: Wanted
}

/** Groups of words and phrases that mean the same, as a site gives them. */
export type Synonyms = readonly (readonly string[])[]

const SITE_SYNONYM = 0.9
const GENERAL_SYNONYM = 0.7
const CONCEPT = 0.65

/** Characters of a question that are read: what is longer is no question. */
const MOST_READ = 1500
const MOST_UNITS = 40

/**
 * Reads a question in `language`. The site's documents may be in others: each word stands for its stem in every one of
 * them.
 */
export function readQuestion(
  text: string,
  asked: { language: Language; siteLanguages: readonly Language[]; synonyms: Synonyms },
): Question {
  const { language } = asked
  const read = text.slice(0, MOST_READ)
  const terms = analyseText(read, language)
  const whole = terms.filter(({ token }) => !token.part)
  const groups = [byFirstWord(siteGroups(asked.synonyms, language), language), generalGroups(language)]
  const known = [language, ...asked.siteLanguages.filter((other) => other !== language)]
  const asking = splitSentences(read).filter(({ start, end }) => read.slice(start, end).endsWith('?'))
  const wanted = wantedBy(read, language)
  const meant = asked.siteLanguages.includes(language) ? [language] : known
  const units: Unit[] = []
  for (let at = 0; at < whole.length && units.length < MOST_UNITS;) {
    const phrase = phraseAt(whole, at, groups)
    const unit = unitAt(whole.slice(at, at + phrase), { read, terms, languages: known, meant, groups, asking, wanted })
    if (unit && !units.some(({ surface }) => surface === unit.surface)) units.push(unit)
    at += phrase
  }
  return { text: read, language, languages: meant, units: asidesOf(units), wanted }
}

/** Where the sentence that asks names nothing ("how long is it valid?"), the others are what it is about. */
function asidesOf(units: readonly Unit[]): Unit[] {
  const asks = units.some(({ aside, light }) => !aside && !light)
  return asks ? [...units] : units.map((unit) => ({ ...unit, aside: false }))
}

interface Member {
  /** All of its words: how it is known in a question. */
  readonly pattern: readonly string[]
  /** Those that are looked for in documents. */
  readonly terms: readonly string[]
  readonly language: Language
  /** One kind of what the others say in general: it stands for them and they for it, and for no other kind. */
  readonly kind: boolean
}

interface Group {
  readonly members: readonly Member[]
  /** Entered by the site, so that none of its words is small talk there. */
  readonly own: boolean
  readonly strength: number
}

/** The groups that a question's words are in, by the first word of each pattern. */
type Groups = ReadonlyMap<string, readonly { readonly member: Member; readonly group: Group }[]>

function siteGroups(synonyms: Synonyms, language: Language): Group[] {
  return synonyms.map((group) => ({
    members: group.map((words) => memberOf(words, language)),
    own: true,
    strength: SITE_SYNONYM,
  }))
}

function memberOf(written: string, language: Language): Member {
  const kind = written.startsWith('+')
  const words = kind ? written.slice(1) : written
  const terms = analyseText(words, language).filter(({ token }) => !token.part)
  const telling = terms.filter(({ wordClass }) => wordClass !== 'stop' && wordClass !== 'question')
  return {
    pattern: terms.map(({ term }) => term),
    terms: (telling.length > 0 ? telling : terms).map(({ term }) => term),
    language,
    kind,
  }
}

function byFirstWord(groups: readonly Group[], language: Language): Groups {
  const found = new Map<string, { member: Member; group: Group }[]>()
  for (const group of groups)
    for (const member of group.members) {
      const [first] = member.pattern
      if (first === undefined || member.language !== language) continue
      const same = found.get(first)
      if (same) same.push({ member, group })
      else found.set(first, [{ member, group }])
    }
  return found
}

const general = new Map<Language, Groups>()

/** What words mean in general, as a question in this language says them; members may be of other languages. */
function generalGroups(language: Language): Groups {
  let groups = general.get(language)
  if (groups) return groups
  const ofLanguage = generalSynonyms(language).map((words) => ({
    members: words.map((each) => memberOf(each, language)),
    own: false,
    strength: GENERAL_SYNONYM,
  }))
  const ofConcepts = concepts.map((concept) => ({
    members: languages.flatMap((each) => concept[each].map((words) => memberOf(words, each))),
    own: false,
    strength: CONCEPT,
  }))
  general.set(language, (groups = byFirstWord([...ofLanguage, ...ofConcepts], language)))
  return groups
}

/** A folded word of the language that is known to be one: it is no slip of another, though the site may not have it. */
export function isGeneralWord(folded: string, language: Language): boolean {
  const term = stemWord(folded, language)
  if (isEveryday(term, language)) return true
  return (generalGroups(language).get(term) ?? []).some(({ member }) => member.pattern.length === 1)
}

/** What stands for a folded word in general, in texts of these languages. */
export function generalAlternatives(folded: string, known: readonly Language[]): Alternative[] {
  const [language = 'en'] = known
  const found = generalGroups(language).get(stemWord(folded, language)) ?? []
  return found
    .filter(({ member }) => member.pattern.length === 1)
    .flatMap(({ member, group }) =>
      group.members
        .filter((other) => known.includes(other.language) && !(other.kind && member.kind))
        .map((other) => ({ terms: other.terms, language: other.language, strength: group.strength })),
    )
}

/** How many words from here on are one phrase of a group; 1 where none is. */
function phraseAt(whole: readonly Term[], at: number, groups: readonly Groups[]): number {
  let longest = 1
  for (const each of groups)
    for (const {
      member: { pattern },
    } of each.get(whole[at]?.term ?? '') ?? [])
      if (pattern.length > longest && pattern.every((term, index) => whole[at + index]?.term === term))
        longest = pattern.length
  return longest
}

interface Context {
  readonly read: string
  readonly terms: readonly Term[]
  readonly languages: readonly Language[]
  /** Those in which general words stand for others: the question's, and others only where the site has nothing in it. */
  readonly meant: readonly Language[]
  readonly groups: readonly Groups[]
  /** The sentences that end with a question mark. */
  readonly asking: readonly Span[]
  readonly wanted: Wanted
}

function asksFor({ wanted, languages }: Context, surface: string): boolean {
  const language = languages[0] ?? 'en'
  return wanted.kind === wantedBy(surface, language).kind ? wanted.kind !== 'anything' : isTypeWord(surface, wanted)
}

/** Whether nothing but small words stands between a question word and this one. */
function isFocus({ terms }: Context, first: Term): boolean {
  const at = terms.indexOf(first)
  for (let back = at - 1; back >= 0 && back >= at - 3; back--) {
    const wordClass = terms[back]?.wordClass
    if (wordClass === 'question') return true
    if (wordClass !== 'stop') return false
  }
  return false
}

function isIn({ start, end }: Span, at: number): boolean {
  return start <= at && at < end
}

function unitAt(words: readonly Term[], context: Context): Unit | null {
  const [first] = words
  if (!first) return null
  const own = words.map(({ term }) => term)
  const telling = words.filter(({ wordClass }) => wordClass === 'informative' || wordClass === 'light')
  const phrase = words.length > 1
  if (!phrase && telling.length === 0) return null
  const alternatives: Alternative[] = []
  for (const language of context.languages) alternatives.push(...itself(words, telling, { ...context, language }))
  const groups = context.groups.flatMap((each) =>
    (each.get(own[0] ?? '') ?? []).filter(({ member }) => same(member.pattern, own)),
  )
  for (const { member, group } of groups)
    for (const { pattern, terms, language, kind } of group.members)
      if (context.meant.includes(language) && !(language === context.languages[0] && same(pattern, own)))
        if (!kind || !member.kind) alternatives.push({ terms, language, strength: group.strength })
  return {
    surface: words.map(({ token }) => token.text).join(' '),
    kind: first.token.kind,
    light:
      (!phrase || telling.length === 0) &&
      !groups.some(({ group }) => group.own) &&
      telling.every(({ wordClass }) => wordClass === 'light'),
    name: isName(context.read, first.token.start),
    everyday: telling.every(({ term }) => isEveryday(term, context.languages[0] ?? 'en')),
    focus: isFocus(context, first),
    asks: asksFor(context, words.map(({ token }) => token.text).join(' ')),
    aside: context.asking.length > 0 && !context.asking.some((span) => isIn(span, first.token.start)),
    alternatives,
    stem: phrase ? null : first.term,
  }
}

/** The words as they stand, in one of the languages; something joined by hyphens also as its parts. */
function itself(
  words: readonly Term[],
  telling: readonly Term[],
  { read, terms, language }: Context & { language: Language },
): Alternative[] {
  const inThis = (term: Term): string =>
    term.token.kind === 'word'
      ? (analyseText(read.slice(term.token.start, term.token.end), language)[0]?.term ?? term.term)
      : term.term
  const named = (telling.length > 0 ? telling : words).map(inThis)
  const [only] = words
  const parts =
    words.length === 1 && only
      ? terms.filter(({ token }) => token.part && token.start >= only.token.start && token.end <= only.token.end)
      : []
  const alternatives: Alternative[] = [{ terms: named, language, strength: 1 }]
  if (parts.length > 1) alternatives.push({ terms: parts.map(inThis), language, strength: 0.95 })
  return alternatives
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((term, index) => term === other[index])
}

/** A capital that no beginning of a sentence explains, in a text that is not all capitals. */
function isName(text: string, start: number): boolean {
  if (!/^\p{Lu}\p{Ll}/u.test(text.slice(start, start + 4))) return false
  const before = text.slice(0, start).trimEnd()
  return before !== '' && !/[.!?:\n"“(]$/.test(before)
}
