// The questions of a tuning site, from their short form: evaluation/README.md, "Tuning sites".
import { splitSentences } from '../packages/server/src/domain/knowledge/index.ts'
import type { AskedLanguage, EvaluationSet, ExpectedAnswer, Language, Question } from './evaluation-set.ts'

type Read = Pick<EvaluationSet, 'language' | 'synonyms' | 'questions'>

/** Throws where a line is none of the known ones, or nothing in the document says what an answer has to. */
export function readQuestions(site: string, text: string, documents: ReadonlyMap<string, string>): Read {
  let language: Language = 'en'
  let synonyms: string[][] = []
  const questions: (Omit<Question, 'answers'> & { answers: ExpectedAnswer[] })[] = []
  for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
    const [kind = ''] = line.split(' ', 1)
    const rest = line.slice(line.indexOf(' ') + 1).trim()
    const last = questions.at(-1)
    if (kind === 'language') language = rest as Language
    else if (kind === 'synonyms')
      synonyms = rest.split(';').map((group) => group.split('|').map((words) => words.trim()))
    else if (/^Q(?::[a-z]{2})?$/.test(kind)) questions.push(questionOf(site, questions.length, kind, rest))
    else if (kind === 'A' && last) last.answers.push(answerOf(site, rest, documents))
    else if (kind === 'N' && last) Object.assign(last, { kind: 'out-of-scope', category: 'near-miss', why: rest })
    else if (kind === 'X' && last) {
      const [category = ''] = rest.split(' ', 1)
      Object.assign(last, { kind: 'out-of-scope', category, why: rest.slice(category.length + 1) })
    } else throw new Error(`${site}: ${line}`)
  }
  return { language, synonyms, questions }
}

function questionOf(site: string, count: number, kind: string, question: string) {
  return {
    id: `${site}-${String(count + 1).padStart(3, '0')}`,
    split: 'tune' as const,
    question,
    kind: 'in-scope' as const,
    category: site,
    answers: [],
    ...(kind.includes(':') && { language: kind.slice(2) as AskedLanguage }),
  }
}

/** `file.md: part; part`: the sentence or line of the document that has all the parts. */
function answerOf(site: string, rest: string, documents: ReadonlyMap<string, string>): ExpectedAnswer {
  const colon = rest.indexOf(':')
  const [name, parts] = [rest.slice(0, colon), rest.slice(colon + 1).split(';')]
  const needed = parts.map((part) => part.trim())
  let heading = ''
  for (const line of (documents.get(name) ?? '').split('\n')) {
    if (line.startsWith('#')) heading = line.replace(/^#+ /, '').trim()
    else if (needed.every((part) => line.includes(part)))
      return { document: name, heading, quote: statementWith(line, needed), must_contain: needed }
  }
  throw new Error(`${site}: nothing in ${name} says ${needed.join(' and ')}`)
}

function statementWith(line: string, needed: readonly string[]): string {
  const text = line.replace(/^(?:[-*]|\d+\.) /, '')
  if (text.startsWith('|')) return text
  const sentence = splitSentences(text)
    .map(({ start, end }) => text.slice(start, end))
    .find((each) => needed.every((part) => each.includes(part)))
  return sentence ?? text
}
