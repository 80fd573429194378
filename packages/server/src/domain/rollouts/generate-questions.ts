import {
  cellsOf,
  type Chunk,
  foldText,
  type Language,
  makeChunks,
  plainText,
  quoteOf,
  splitSentences,
} from '../knowledge/index.ts'
import { questionPhrases } from './question-phrases.ts'

/** A document as a batch has it, and as it was before. */
export interface ChangedDocument {
  readonly documentId: string
  readonly title: string
  /** Of a question with its answer: what is asked. */
  readonly question: string | null
  readonly content: string
  readonly language: Language
  /** What everybody else is answered from; null: it is new. */
  readonly before: string | null
}

/** A question in several wordings, the plainest first, of which one is asked. */
export interface ProposedQuestion {
  readonly documentId: string
  readonly wordings: readonly [string, ...string[]]
  readonly language: Language
  readonly expected: string
  readonly heading: string | null
  /** The document asks so itself: what its readers are led to ask. */
  readonly isItsOwn: boolean
}

const MOST_QUESTION = 300
const MOST_EXPECTED = 900
/** A subject of more words is a clause, and asked for it the question is none. */
const MOST_SUBJECT_WORDS = 7
const MOST_CELL = 80
/** Rows of one table that are asked for, and rows of it that are looked at for it. */
const MOST_ROWS = 2

/**
 * Questions for what a document says new: those it asks itself, rows of its tables, statements of what something is or costs,
 * and its headings. At most `most`, as different as the document allows. Pure, and the same each time.
 */
export function generateQuestions(document: ChangedDocument, most: number): ProposedQuestion[] {
  if (document.question !== null) return own(document, document.question)
  const chunks = changedChunks(document)
  const found = [
    asked(document, chunks),
    rows(document, chunks),
    statements(document, chunks),
    topics(document, chunks),
  ]
  return withoutDoubles(interleaved(found)).slice(0, most)
}

/** What of a document differs from what it said before; all of it where nothing does (its title may). */
function changedChunks({ title, content, language, before }: ChangedDocument): Chunk[] {
  const chunks = makeChunks(content, { title, language })
  if (before === null) return chunks
  const known = new Set(makeChunks(before, { title, language }).map(sayingOf))
  const changed = chunks.filter((chunk) => !known.has(sayingOf(chunk)))
  return changed.length === 0 ? chunks : changed
}

function sayingOf({ lead, text }: Chunk): string {
  return `${quoteOf(lead)}\n${quoteOf(text)}`
}

function own(document: ChangedDocument, question: string): ProposedQuestion[] {
  const asks = { wordings: [question], expected: document.content, heading: null, isItsOwn: true } as const
  return [proposed(document, asks)].filter(isSomething)
}

function asked(document: ChangedDocument, chunks: readonly Chunk[]): ProposedQuestion[] {
  return chunks.flatMap((chunk) => {
    const heading = chunk.headings.at(-1) ?? ''
    const question = chunk.kind === 'answer' ? chunk.lead : heading.trim().endsWith('?') ? heading : ''
    const about = { expected: chunk.text, heading: headingOf(chunk), isItsOwn: true }
    return question === ''
      ? []
      : [proposed(document, { wordings: [plainText(question)], ...about })].filter(isSomething)
  })
}

/** Of each table a few rows, first and last: its first cell names what another cell says something of. */
function rows(document: ChangedDocument, chunks: readonly Chunk[]): ProposedQuestion[] {
  const tables = Map.groupBy(
    chunks.filter(({ kind, lead }) => kind === 'row' && lead !== ''),
    ({ headings, lead }) => `${headings.join('\n')}\n${lead}`,
  )
  return [...tables.values()].flatMap((table) => {
    const some = table.length <= MOST_ROWS ? table : [table[0], table.at(-1)].filter((row) => row !== undefined)
    return some.flatMap((row, at) => rowQuestion(document, row, at))
  })
}

function rowQuestion(document: ChangedDocument, row: Chunk, at: number): ProposedQuestion[] {
  const columns = cellsOf(row.lead).map(plainText)
  const cells = cellsOf(row.text).map(plainText)
  const [first = ''] = cells
  // A bare number is told by its column: zone 1.
  const name = /^\d+$/.test(first) ? `${lowered(columns[0] ?? '')} ${first}`.trim() : first
  const filled = columns.flatMap((column, index) =>
    index > 0 && column !== '' && (cells[index] ?? '') !== '' ? [column] : [],
  )
  const column = filled[at % Math.max(1, filled.length)]
  if (column === undefined || name === '' || name.length > MOST_CELL || column.length > MOST_CELL) return []
  const { cell } = questionPhrases[document.language]
  const heading = row.headings.at(-1)
  const wordings: [string, ...string[]] = [
    capital(cell(name, lowered(column))),
    `${heading ?? document.title}: ${column}, ${name}?`,
  ]
  return [proposed(document, { wordings, expected: row.text, heading: headingOf(row) })].filter(isSomething)
}

/** Sentences that say what something is, costs, takes or means. */
function statements(document: ChangedDocument, chunks: readonly Chunk[]): ProposedQuestion[] {
  return chunks.flatMap((chunk) => {
    if (chunk.kind !== 'prose') return []
    return splitSentences(chunk.text).flatMap(({ start, end }) => {
      const sentence = plainText(chunk.text.slice(start, end))
      const wordings = statementWordings(sentence, document.language)
      if (wordings === null) return []
      return [proposed(document, { wordings, expected: sentence, heading: headingOf(chunk) })].filter(isSomething)
    })
  })
}

function statementWordings(sentence: string, language: Language): [string, ...string[]] | null {
  const { statements: forms, pointing } = questionPhrases[language]
  const said = sentence.split(' ')
  const first = foldText(said[0] ?? '').replace(/[^\p{L}\p{N}]/gu, '')
  if (pointing.some((word) => foldText(word) === first)) return null
  for (let at = 1; at <= Math.min(MOST_SUBJECT_WORDS, said.length - 2); at++) {
    const form = forms.find(({ verbs }) => verbs.includes(said[at] ?? ''))
    if (!form) continue
    if (form.before && !form.before.test(foldText(said[at + 1] ?? ''))) return null
    const subject = said.slice(0, at).join(' ')
    // A comma ends a clause before the verb, a pointing word leads into one.
    if (/[,;:()]/.test(subject)) return null
    if (said.slice(1, at).some((word) => pointing.includes(word.toLowerCase()))) return null
    return [form.asked(lowered(subject))]
  }
  return null
}

/** The first thing that is said under each heading. */
function topics(document: ChangedDocument, chunks: readonly Chunk[]): ProposedQuestion[] {
  const { topic } = questionPhrases[document.language]
  const sections = Map.groupBy(chunks, ({ headings }) => headings.join('\n'))
  return [...sections.values()].flatMap(([first]) => {
    if (first === undefined) return []
    const heading = plainText(first.headings.at(-1) ?? document.title)
    if (heading === '' || heading.endsWith('?')) return []
    const whole = `${heading}?`
    const wordings: [string, ...string[]] = ASKING.test(foldText(heading)) ? [whole] : [topic(lowered(heading)), whole]
    return [proposed(document, { wordings, expected: first.text, heading: headingOf(first) })].filter(isSomething)
  })
}

function proposed(
  { documentId, language }: ChangedDocument,
  {
    wordings,
    expected,
    heading,
    isItsOwn = false,
  }: Pick<ProposedQuestion, 'wordings' | 'expected' | 'heading'> & { readonly isItsOwn?: boolean },
): ProposedQuestion | null {
  const fitting = wordings
    .map((each) => quoteOf(each))
    .filter((each) => each.length > 2 && each.length <= MOST_QUESTION)
  const [first, ...rest] = fitting
  const passage = quoteOf(expected).slice(0, MOST_EXPECTED).toWellFormed()
  if (first === undefined || passage === '') return null
  return { documentId, wordings: [first, ...rest], language, expected: passage, heading, isItsOwn }
}

function isSomething(question: ProposedQuestion | null): question is ProposedQuestion {
  return question !== null
}

function headingOf({ headings }: Chunk): string | null {
  return headings.at(-1) ?? null
}

/** A heading that asks already. */
const ASKING =
  /^(what|where|when|how|who|why|which|can|do|does|is|are|quando|onde|como|quanto|quem|por que|qual|quais|o que|donde|cuando|cuanto|quien|que|ou|quand|comment|combien|qui|pourquoi|quel|wo|wann|wie|wer|was|warum|welche)\b/

/** In the middle of a sentence. A word with further capitals or figures is a name or an abbreviation. */
function lowered(text: string): string {
  const [first = ''] = text.split(' ')
  return /^\p{Lu}\p{Ll}+$/u.test(first) || /^\p{Lu}$/u.test(first)
    ? first.toLowerCase() + text.slice(first.length)
    : text
}

function capital(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
}

/** One of each kind in turn, so that a document of a thousand rows is asked for its headings, too. */
function interleaved(kinds: readonly (readonly ProposedQuestion[])[]): ProposedQuestion[] {
  const longest = Math.max(0, ...kinds.map(({ length }) => length))
  return Array.from({ length: longest }, (_, at) => kinds.flatMap((kind) => kind.slice(at, at + 1))).flat()
}

/** One question for one passage, and no question twice. */
function withoutDoubles(questions: readonly ProposedQuestion[]): ProposedQuestion[] {
  const seen = new Set<string>()
  return questions.filter(({ wordings: [first], expected }) => {
    const names = [`asks ${foldText(first)}`, `expects ${expected}`]
    if (names.some((name) => seen.has(name))) return false
    for (const name of names) seen.add(name)
    return true
  })
}
