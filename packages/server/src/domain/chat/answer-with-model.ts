import type { Reader } from '../../store/index.ts'
import { type Found, type FoundChunk, type Passage, searchKnowledge } from '../knowledge/index.ts'
import type { ModelFailure } from '../knowledge/port.ts'
import { type Answer, levelOf } from './answer.ts'
import type { Asked } from './answer-question.ts'
import { checkSentence, type Unsupported } from './check-sentence.ts'
import { choosePassages } from './choose-passages.ts'
import { judgeSupport, signalsOf } from './judge-support.ts'
import { promptOf } from './model-prompt.ts'
import { givesOrders } from './orders-to-models.ts'
import { phrases } from './phrases.ts'
import type { LanguageModel } from './port.ts'
import type { Quotation } from './quote-passage.ts'
import { SentenceReader } from './read-sentences.ts'
import { splitQuestion } from './split-question.ts'

/** Passages that a model is shown: for the whole question, and for each of its parts. */
const BY_WORDS = 6
const BY_MEANING = 3
const FOR_A_PART = 3
const MOST_SHOWN = 12
/** A model that says more than this talks. */
const MOST_SENTENCES = 8
/** Under this likelihood nothing was found that could answer, and no model is asked. */
const LEAST_ASKED = 0.15
/** That a model has read the passages is no reason to be surer than they make us; and it may have read them wrongly. */
const MOST_SURE = 0.95

/** What became of asking a model. */
export type ModelAnswer =
  | { readonly kind: 'answered'; readonly answer: Answer; readonly dropped: readonly Unsupported[] }
  /** It was not asked: nothing was found, or nothing was asked. */
  | { readonly kind: 'not_asked' }
  /** It failed, or talked nonsense, and nothing of it was heard. */
  | { readonly kind: 'failed'; readonly failure: ModelFailure | null }

export interface AskingModel {
  readonly model: LanguageModel
  readonly withinMs: number
  readonly signal?: AbortSignal
  readonly onText?: (text: string) => void
}

/**
 * Has a model word the answer from what is found for the question. What it says is checked sentence by sentence before
 * anybody hears it, and is dropped where its quote is not in the documents or does not carry it; where nothing is left, the
 * answer is declined.
 */
export async function answerWithModel(read: Reader, asked: Asked, asking: AskingModel): Promise<ModelAnswer> {
  if (givesOrders(asked.text)) return { kind: 'not_asked' }
  const searches = await searchAll(read, asked)
  const [whole] = searches
  const passages = shownOf(searches)
  const support = Math.max(...searches.map((found) => judgeSupport(signalsOf(found, choosePassages(found)))))
  const least = Math.max(LEAST_ASKED, asked.leastSupport ?? 0)
  const hasMeaning = asked.leastSupport === undefined && passages.some(({ similarity }) => similarity !== undefined)
  if (passages.length === 0 || !searches.some(asksSomething) || (support < least && !hasMeaning))
    return { kind: 'not_asked' }
  const language = asked.answerIn ?? whole.question.language
  const chunks = passages.map(({ chunk }) => chunk)
  const said = new Said(chunks, language, asking.onText)
  const reader = new SentenceReader()
  const outcome = await asking.model.complete(promptOf(asked.text, chunks, language), {
    withinMs: asking.withinMs,
    ...(asking.signal && { signal: asking.signal }),
    onText: (piece) => reader.read(piece).forEach((each) => said.take(each)),
  })
  // What somebody has heard stands; without a listener the documents answer better than half a model does.
  const heard = asking.onText !== undefined && said.quotations.length > 0
  if (outcome.kind === 'failed' && !heard) return { kind: 'failed', failure: outcome }
  if (outcome.kind === 'completed' && said.isNonsense) return { kind: 'failed', failure: null }
  const cutOff = outcome.kind === 'failed' ? 1 : 0
  const { quotations, dropped } = said
  const share = quotations.length / Math.max(1, quotations.length + dropped.length + cutOff)
  const confidence = quotations.length === 0 ? 0 : Math.min(MOST_SURE, supportOf(quotations, searches)) * share
  if (quotations.length === 0) asking.onText?.(phrases[language].declined)
  const answer: Answer = {
    answered: quotations.length > 0,
    text: quotations.length > 0 ? said.text : phrases[language].declined,
    language,
    confidence,
    confidenceLevel: levelOf(confidence),
    support,
    citations: citationsOf(quotations),
  }
  return { kind: 'answered', answer, dropped }
}

/** What was found for the question, first, and for each of its parts; without texts that give orders. */
async function searchAll(read: Reader, asked: Asked): Promise<[Found, ...Found[]]> {
  const whole = await searchKnowledge(read, asked)
  const { language } = whole.question
  const parts = splitQuestion(asked.text, language)
  const found: [Found, ...Found[]] = [whole]
  if (parts.length > 1) for (const text of parts) found.push(await searchKnowledge(read, { ...asked, text, language }))
  const quotable = ({ chunk }: Passage): boolean => !givesOrders(aroundOf(chunk)) && !givesOrders(chunk.text)
  const withoutOrders = (each: Found): Found => ({ ...each, passages: each.passages.filter(quotable) })
  return found.map(withoutOrders) as [Found, ...Found[]]
}

function aroundOf({ title, headings, lead }: FoundChunk): string {
  return [title, ...headings, lead].join('\n')
}

function asksSomething({ question }: Found): boolean {
  return question.units.some(({ light, asks }) => !light && !asks)
}

function shownOf([whole, ...parts]: readonly [Found, ...Found[]]): Passage[] {
  const byMeaning = whole.passages
    .filter(({ similarity }) => similarity !== undefined)
    .sort((one, other) => (other.similarity ?? 0) - (one.similarity ?? 0))
  const shown = [
    ...whole.passages.slice(0, BY_WORDS),
    ...byMeaning.slice(0, BY_MEANING),
    ...parts.flatMap(({ passages }) => passages.slice(0, FOR_A_PART)),
  ]
  return [...new Map(shown.map((passage) => [passage.chunk.number, passage])).values()].slice(0, MOST_SHOWN)
}

/** How likely what is cited answers, as the built-in answerer would judge it. */
function supportOf(quotations: readonly Quotation[], searches: readonly Found[]): number {
  const isCited = ({ chunk }: Passage): boolean =>
    quotations.some(
      ({ citation }) =>
        citation.documentId === chunk.documentId && citation.start >= chunk.start && citation.end <= chunk.end,
    )
  const judged = searches.map((found) => judgeSupport(signalsOf(found, found.passages.filter(isCited))))
  return Math.max(0, ...judged)
}

function citationsOf(quotations: readonly Quotation[]): Answer['citations'] {
  const placeOf = ({ citation }: Quotation): string => `${citation.documentId} ${citation.start} ${citation.end}`
  return [...new Map(quotations.map((each) => [placeOf(each), each.citation])).values()]
}

/** What a model has said so far, as far as it is supported. */
class Said {
  text = ''
  readonly quotations: Quotation[] = []
  readonly dropped: Unsupported[] = []
  #none = false
  readonly #passages: readonly FoundChunk[]
  readonly #language: Answer['language']
  readonly #onText: ((text: string) => void) | undefined

  constructor(
    passages: readonly FoundChunk[],
    language: Answer['language'],
    onText: ((text: string) => void) | undefined,
  ) {
    this.#passages = passages
    this.#language = language
    this.#onText = onText
  }

  take(each: ReturnType<SentenceReader['read']>[number]): void {
    if ('none' in each) this.#none = true
    if ('none' in each || this.quotations.length + this.dropped.length >= MOST_SENTENCES) return
    const checked = checkSentence(each, this.#passages, this.#language)
    if (typeof checked === 'string') return void this.dropped.push(checked)
    if (this.quotations.some(({ text }) => text === checked.text)) return
    this.quotations.push(checked)
    const piece = this.text === '' ? checked.text : ` ${checked.text}`
    this.text += piece
    this.#onText?.(piece)
  }

  /** Neither a sentence as asked for, nor that there is none. */
  get isNonsense(): boolean {
    return !this.#none && this.quotations.length + this.dropped.length === 0
  }
}
