import { AnsweredBefore } from '../../kernel/call.ts'
import { ApiError } from '../../kernel/api-error.ts'
import type { Transaction } from '../../store/index.ts'
import type { GivenAnswer } from './answerer.ts'
import type { ChatDeps } from './chat-deps.ts'
import type { ChatRequest, StoredAnswer } from './chat-request.ts'
import { describeFinished } from './describe-event.ts'
import { NoAnswer } from './find-answer.ts'
import { completeRequest, type Failing, failRequest, insertCitations } from './store.ts'
import { countRequest, SLOTS } from './store-usage.ts'

type SettleDeps = Pick<ChatDeps, 'store' | 'clock' | 'random' | 'log' | 'recordEvents'>

/**
 * Writes an answer, what it rests on and its event. Throws NoAnswer where the request has failed meanwhile: its deadline
 * passed in the same moment.
 */
export async function complete(
  tx: Transaction,
  request: ChatRequest,
  given: GivenAnswer,
  { clock, recordEvents }: Pick<SettleDeps, 'clock' | 'recordEvents'>,
): Promise<ChatRequest> {
  const completedAt = clock.now()
  const answer: StoredAnswer = {
    answered: given.answered,
    answeredBy: given.answeredBy,
    text: given.text,
    language: given.language,
    confidence: given.confidence,
    confidenceLevel: given.confidenceLevel,
    support: given.support,
  }
  if (!(await completeRequest(tx, request, answer, completedAt)))
    throw new NoAnswer('timeout', 'The deadline passed before the answer was written.')
  await insertCitations(tx, request, given.citations)
  const completed: ChatRequest = { ...request, state: 'completed', answer, completedAt }
  await recordEvents(tx, [describeFinished(completed, given.citations)])
  return completed
}

/** Writes that a request gets no answer, its event, and that it does not count; nothing where it is finished. */
export async function fail(
  tx: Transaction,
  request: ChatRequest,
  failing: Failing,
  { clock, random, recordEvents }: Pick<SettleDeps, 'clock' | 'random' | 'recordEvents'>,
): Promise<void> {
  const completedAt = clock.now()
  if (!(await failRequest(tx, request, failing, completedAt))) return
  await countRequest(tx, request, { accepted: 0, failed: 1 }, random.below(SLOTS))
  const { code, message, given } = failing
  const failed: ChatRequest = { ...request, state: 'failed', failure: { code, message, given }, completedAt }
  await recordEvents(tx, [describeFinished(failed, [])])
}

/**
 * Gives a request up whose caller is still to be answered; returns what to tell the caller. `given`: what a stream gave
 * out. Where even this cannot be written, the deadline will settle it.
 */
export async function giveUp(
  deps: SettleDeps,
  request: ChatRequest,
  error: unknown,
  given: string | null = null,
): Promise<Error> {
  const failing = failingOf(error, given)
  try {
    await deps.store.transaction((tx) => fail(tx, request, failing, deps))
  } catch (fault) {
    deps.log.error({ err: fault, chat_request: request.id }, 'chat.failure_not_written')
  }
  return toldOf(error, request)
}

function failingOf(error: unknown, given: string | null): Failing {
  if (error instanceof NoAnswer)
    return { code: error.code, message: error.message, given, hungUp: error.code === 'caller_gone' }
  if (error instanceof AnsweredBefore)
    return {
      code: 'superseded',
      message: 'The same call was answered by another process first.',
      given: null,
      hungUp: false,
    }
  return { code: 'internal_error', message: 'Something went wrong on our side.', given, hungUp: false }
}

function toldOf(error: unknown, { deadlineAt, createdAt }: ChatRequest): Error {
  if (!(error instanceof NoAnswer)) return error as Error
  if (error.code === 'timeout')
    return new ApiError('TIMEOUT', { words: { seconds: Math.round((deadlineAt - createdAt) / 1000) } })
  if (error.code === 'caller_gone') return new ApiError('CALLER_GONE')
  return error.cause instanceof Error ? error.cause : error
}
