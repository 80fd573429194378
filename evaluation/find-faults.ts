// What is wrong with an evaluation set. Pure: nothing is read here.
import { foldAccents } from './make-variants.ts'
import type { EvaluationSet, ExpectedAnswer, Question } from './evaluation-set.ts'

const LEAST_DOCUMENTS = 24
const LEAST_QUESTIONS = 130
const WORDS_OF_A_DOCUMENT = { least: 250, most: 900 }
/** Two questions that share this much of their words are one question asked twice. */
const NEARLY_THE_SAME = 0.5

const traits = new Set(['look-alike', 'table-row'])
const hostile = /ignore (all )?(the )?previous instructions|ignore (todas )?as instruções anteriores/i

const onOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
export const countWords = (text: string): number => text.match(/[\p{L}\p{N}][^\s|]*/gu)?.length ?? 0
export const wordsOf = (text: string): Set<string> =>
  new Set(foldAccents(text.toLowerCase()).match(/[\p{L}\p{N}]+/gu) ?? [])

/** The text under a heading, with what stands under its subheadings; undefined when there is no such heading. */
export function sectionUnder(heading: string, document: string): string | undefined {
  const lines = document.split('\n')
  const levelOf = (line: string): number => /^(#{1,6}) /.exec(line)?.[1]?.length ?? Infinity
  const from = lines.findIndex((line) => levelOf(line) < Infinity && line.replace(/^#+ /, '').trim() === heading)
  if (from < 0) return undefined
  const level = levelOf(lines[from] ?? '')
  const length = lines.slice(from + 1).findIndex((line) => levelOf(line) <= level)
  return lines.slice(from + 1, length < 0 ? undefined : from + 1 + length).join('\n')
}

function faultsOfAnswer(answer: ExpectedAnswer, { documents }: EvaluationSet): string[] {
  const document = documents.get(answer.document)
  if (document === undefined) return [`there is no document ${answer.document}`]
  const section = sectionUnder(answer.heading, document)
  if (section === undefined) return [`${answer.document} has no heading "${answer.heading}"`]
  const faults: string[] = []
  if (!onOneLine(section).includes(onOneLine(answer.quote)))
    faults.push(`"${answer.quote}" does not stand under "${answer.heading}" in ${answer.document}`)
  if (answer.must_contain.length === 0) faults.push('must_contain is empty')
  for (const part of answer.must_contain)
    if (part === '' || !answer.quote.includes(part)) faults.push(`"${part}" is not in the quote "${answer.quote}"`)
  return faults
}

function faultsOfQuestion(question: Question, set: EvaluationSet): string[] {
  const faults = question.answers.flatMap((answer) => faultsOfAnswer(answer, set))
  if (question.question.trim() !== question.question || question.question === '') faults.push('the question is untidy')
  if (!['tune', 'held-out'].includes(question.split)) faults.push(`there is no split "${question.split}"`)
  if (question.kind === 'in-scope') {
    if (question.answers.length === 0) faults.push('it is in scope and has no answer')
  } else {
    if (question.answers.length > 0) faults.push('it is out of scope and has an answer')
    if (!question.why) faults.push('it is out of scope and does not say why')
  }
  for (const trait of question.traits ?? []) if (!traits.has(trait)) faults.push(`there is no trait "${trait}"`)
  for (const need of question.needs ?? [])
    if (!/^(synonym: [^=]+=[^=]+|inference: .+)$/.test(need)) faults.push(`"${need}" is not a need`)
  return faults.map((fault) => `${question.id}: ${fault}`)
}

function faultsOfDocuments({ language, documents }: EvaluationSet): string[] {
  const faults: string[] = []
  if (documents.size < LEAST_DOCUMENTS) faults.push(`${language}: only ${documents.size} documents`)
  for (const [name, text] of documents) {
    const words = countWords(text)
    if (words < WORDS_OF_A_DOCUMENT.least || words > WORDS_OF_A_DOCUMENT.most)
      faults.push(`${language}/${name}: ${words} words`)
    if (!text.startsWith('# ')) faults.push(`${language}/${name}: does not begin with its title`)
  }
  const withOrders = [...documents.values()].filter((text) => hostile.test(text)).length
  if (withOrders !== 1) faults.push(`${language}: ${withOrders} documents give orders to a language model, not one`)
  return faults
}

const shareOf = (some: readonly unknown[], all: readonly unknown[]): number => some.length / Math.max(1, all.length)

function faultsOfCounts({ language, questions, documents }: EvaluationSet): string[] {
  const faults: string[] = []
  const need = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(`${language}: ${fault}`)
  }
  const outOfScope = questions.filter(({ kind }) => kind === 'out-of-scope')
  const nearMisses = outOfScope.filter(({ category }) => category === 'near-miss')
  need(questions.length >= LEAST_QUESTIONS, `only ${questions.length} questions`)
  need(new Set(questions.map(({ id }) => id)).size === questions.length, 'an id is there twice')
  need(
    questions.every(({ id }) => new RegExp(`^${language}-\\d{3}$`).test(id)),
    'an id has the wrong form',
  )
  need(Math.abs(shareOf(outOfScope, questions) - 1 / 3) < 0.03, 'not a third is out of scope')
  need(shareOf(nearMisses, outOfScope) >= 0.5, 'fewer than half of those out of scope are near misses')
  for (const kind of ['in-scope', 'out-of-scope']) {
    const ofKind = questions.filter((question) => question.kind === kind)
    const tuned = ofKind.filter(({ split }) => split === 'tune')
    need(Math.abs(shareOf(tuned, ofKind) - 0.5) < 0.05, `the splits of ${kind} are not halves`)
  }
  for (const category of new Set(questions.map((question) => question.category))) {
    const splits = new Set(questions.filter((question) => question.category === category).map(({ split }) => split))
    need(splits.size === 2, `"${category}" is in one split only`)
  }
  const asked = new Set(questions.flatMap(({ answers }) => answers.map(({ document }) => document)))
  for (const name of documents.keys()) need(asked.has(name), `nothing is asked about ${name}`)
  return faults
}

/** Share of the words of two questions that both of them have. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = [...one].filter((word) => other.has(word)).length
  return both / (one.size + other.size - both)
}

/** What was seen while tuning must not come back in what is held out. */
function faultsAcrossSplits({ questions }: EvaluationSet): string[] {
  const known = questions.map((question) => ({
    ...question,
    words: wordsOf(question.question),
    quotes: new Set(question.answers.map(({ document, quote }) => `${document}: ${quote}`)),
  }))
  const tuned = known.filter(({ split }) => split === 'tune')
  const heldOut = known.filter(({ split }) => split === 'held-out')
  return heldOut.flatMap((held) =>
    tuned.flatMap((seen) => {
      const faults: string[] = []
      if (likeness(held.words, seen.words) >= NEARLY_THE_SAME) faults.push(`${held.id} nearly repeats ${seen.id}`)
      if ([...held.quotes].some((quote) => seen.quotes.has(quote)))
        faults.push(`${held.id} and ${seen.id} share an answer`)
      return faults
    }),
  )
}

function faultsOfSynonyms({ language, synonyms }: EvaluationSet): string[] {
  return synonyms
    .filter((group) => group.length < 2 || new Set(group.map((word) => word.toLowerCase())).size < group.length)
    .map((group) => `${language}: [${group.join(', ')}] is not a group of synonyms`)
}

/** One line for each fault; none when the set can be used. */
export function findFaults(set: EvaluationSet): string[] {
  return [
    ...faultsOfDocuments(set),
    ...set.questions.flatMap((question) => faultsOfQuestion(question, set)),
    ...faultsOfCounts(set),
    ...faultsAcrossSplits(set),
    ...faultsOfSynonyms(set),
  ]
}
