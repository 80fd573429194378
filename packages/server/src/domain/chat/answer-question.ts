import type { Reader } from '../../store/index.ts'
import { type Language, type Search, searchKnowledge } from '../knowledge/index.ts'
import { type Answer, levelOf } from './answer.ts'
import { choosePassages } from './choose-passages.ts'
import { judgeSupport, leastSupport, signalsOf } from './judge-support.ts'
import { givesOrders } from './orders-to-models.ts'
import { phrases } from './phrases.ts'
import { type Quotation, quotePassage } from './quote-passage.ts'

export interface Asked extends Search {
  /** The language to answer in; null: that of the question. */
  readonly answerIn: Language | null
}

/** The best answer there is, and how likely it is to be one. */
export interface Attempt {
  readonly language: Language
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
  const { language, confidence, quotations, text } = await attemptAnswer(read, asked)
  if (quotations.length === 0 || confidence < leastSupport)
    return {
      answered: false,
      text: phrases[language].declined,
      language,
      confidence: 0,
      confidenceLevel: levelOf(0),
      support: confidence,
      citations: [],
    }
  const citations = quotations.map(({ citation }) => citation)
  return {
    answered: true,
    text,
    language,
    confidence,
    confidenceLevel: levelOf(confidence),
    support: confidence,
    citations,
  }
}

/** The same without declining: what the evaluation measures, and fits the likelihood on. */
export async function attemptAnswer(read: Reader, asked: Asked): Promise<Attempt> {
  const all = await searchKnowledge(read, asked)
  // Orders to a model are inert: they are quoted to nobody, and asking for them asks for nothing.
  const quotable = givesOrders(asked.text) ? [] : all.passages.filter(({ chunk }) => !givesOrders(chunk.text))
  const found = { ...all, passages: quotable }
  const language = asked.answerIn ?? found.question.language
  const quotations = choosePassages(found).flatMap((passage) => quotePassage(passage, found.question) ?? [])
  const signals = signalsOf(found)
  return { language, confidence: judgeSupport(signals), quotations, text: composed(quotations, language), signals }
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
