import type { Reader } from '../../store/index.ts'
import { type Language, type Search, searchKnowledge } from '../knowledge/index.ts'
import { type Answer, levelOf } from './answer.ts'
import { choosePassages } from './choose-passages.ts'
import { judgeSupport, leastSupport, signalsOf } from './judge-support.ts'
import { givesOrders } from './orders-to-models.ts'
import { phrases } from './phrases.ts'
import { type Quotation, quotePassage } from './quote-passage.ts'
import { splitQuestion } from './split-question.ts'

export interface Asked extends Search {
  /** The language to answer in; null: that of the question. */
  readonly answerIn: Language | null
  /** The likelihood from which on something is answered; without it, the one fitted for everybody. */
  readonly leastSupport?: number
}

/** The best answer there is, and how likely it is to be one. */
export interface Attempt {
  /** The language it is said in, and the one that was asked in. */
  readonly language: Language
  readonly asked: Language
  /** What was asked. */
  readonly question: string
  readonly confidence: number
  readonly quotations: readonly Quotation[]
  readonly text: string
  readonly signals: readonly number[]
}

/**
 * Answers from a site's documents without a model: what is said is quoted, and where nothing supports an answer that is
 * said instead. Instructions in a document are text like any other.
 */
export async function answerQuestion(read: Reader, asked: Asked): Promise<Answer> {
  const least = asked.leastSupport ?? leastSupport
  const isSupported = ({ quotations, confidence }: Attempt): boolean => quotations.length > 0 && confidence >= least
  const whole = await attemptAnswer(read, asked)
  if (isSupported(whole)) return answerOf([whole], whole)
  const parts = splitQuestion(asked.text, whole.asked)
  if (parts.length < 2) return answerOf([], whole)
  const attempts: Attempt[] = []
  for (const text of parts) attempts.push(await attemptAnswer(read, { ...asked, text, language: whole.asked }))
  return answerOf(
    attempts.filter(isSupported),
    whole,
    attempts.filter((attempt) => !isSupported(attempt)),
  )
}

/** What is said of the parts that were answered; of the others it is said that we do not know. */
function answerOf(given: readonly Attempt[], whole: Attempt, missing: readonly Attempt[] = []): Answer {
  const { language } = whole
  const support = Math.max(whole.confidence, ...given.map(({ confidence }) => confidence))
  if (given.length === 0) {
    const declined = { answered: false, text: phrases[language].declined, confidence: 0, confidenceLevel: levelOf(0) }
    return { ...declined, language, support, citations: [] }
  }
  // All of the question is answered if each part is: the least sure one says how sure that is.
  const least = Math.min(...given.map(({ confidence }) => confidence))
  const confidence = least * (given.length / (given.length + missing.length))
  const quotations = withoutDoubles(given.flatMap((attempt) => attempt.quotations))
  const said = [
    composed(quotations, language),
    ...missing.map(({ question }) => phrases[language].unknownPart(question)),
  ]
  return {
    answered: true,
    text: said.join('\n\n'),
    language,
    confidence,
    confidenceLevel: levelOf(confidence),
    support,
    citations: quotations.map(({ citation }) => citation),
  }
}

function withoutDoubles(quotations: readonly Quotation[]): Quotation[] {
  const placeOf = ({ citation }: Quotation): string => `${citation.documentId} ${citation.start}`
  return [...new Map(quotations.map((each) => [placeOf(each), each])).values()]
}

/** The same without declining: what the evaluation measures, and fits the likelihood on. */
export async function attemptAnswer(read: Reader, asked: Asked): Promise<Attempt> {
  const all = await searchKnowledge(read, asked)
  // Orders to a model are inert: they are quoted to nobody, and asking for them asks for nothing.
  const quotable = givesOrders(asked.text) ? [] : all.passages.filter(({ chunk }) => !givesOrders(chunk.text))
  const found = { ...all, passages: quotable }
  const language = asked.answerIn ?? found.question.language
  const chosen = choosePassages(found)
  const quotations = chosen.flatMap((passage) => quotePassage(passage, found.question) ?? [])
  const signals = signalsOf(found, chosen)
  return {
    language,
    asked: found.question.language,
    question: asked.text,
    confidence: judgeSupport(signals),
    quotations,
    text: composed(quotations, language),
    signals,
  }
}

/** Quotes one after the other; those in another language than ours are announced as such. */
function composed(quotations: readonly Quotation[], language: Language): string {
  const said: string[] = []
  let last: Language = language
  for (const { text, citation } of quotations) {
    if (citation.language !== language && citation.language !== last)
      said.push(phrases[language].inLanguage[citation.language])
    last = citation.language
    said.push(text)
  }
  return said.join('\n\n')
}
