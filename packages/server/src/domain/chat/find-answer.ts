import type { ChatFailure } from '@posthorn/contract'

import type { Clock } from '../../kernel/clock.ts'
import { detectLanguage, languageOf } from '../knowledge/index.ts'
import type { Site } from '../sites/index.ts'
import type { Answerer, GivenAnswer } from './answerer.ts'
import type { ChatRequest } from './chat-request.ts'
import type { ShownShelves } from './port.ts'
import type { Turns } from './take-turns.ts'

export interface FindDeps {
  readonly clock: Clock
  readonly answer: Answerer
  readonly turns: Turns
}

/** Why a request got no answer, as the log keeps it. */
export class NoAnswer extends Error {
  readonly code: ChatFailure

  constructor(code: ChatFailure, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'NoAnswer'
    this.code = code
  }
}

export interface Finding {
  /** What the session is shown. */
  readonly shown: ShownShelves
  /** Nobody waits for it any more; null: somebody always does. */
  readonly hungUp: AbortSignal | null
  readonly onText?: (text: string) => void
}

/**
 * Finds the answer to a request within its deadline. Rejects with NoAnswer when that passes, when the caller hangs up or when
 * the answerer fails; from then on nothing is heard of it.
 */
export async function findAnswer(
  deps: FindDeps,
  site: Site,
  request: ChatRequest,
  finding: Finding,
): Promise<GivenAnswer> {
  const { clock } = deps
  const { hungUp } = finding
  const ended = new AbortController()
  const seconds = Math.round((request.deadlineAt - request.createdAt) / 1000)
  const timer = clock.setTimer(
    () => ended.abort(new NoAnswer('timeout', `There was no answer within ${seconds} seconds.`)),
    request.deadlineAt - clock.now(),
  )
  const leave = (): void =>
    ended.abort(new NoAnswer('caller_gone', 'The caller closed the connection before there was an answer.'))
  if (hungUp?.aborted) leave()
  hungUp?.addEventListener('abort', leave, { once: true })
  try {
    return await untilEnded(ended.signal, () => inTurn(deps, site, request, { ...finding, signal: ended.signal }))
  } catch (error) {
    if (error instanceof NoAnswer) throw error
    throw new NoAnswer('internal_error', 'Something went wrong on our side.', { cause: error })
  } finally {
    timer.cancel()
    hungUp?.removeEventListener('abort', leave)
  }
}

async function inTurn(
  { answer, turns }: FindDeps,
  site: Site,
  request: ChatRequest,
  { shown, signal, onText }: Finding & { readonly signal: AbortSignal },
): Promise<GivenAnswer> {
  const giveBack = await turns.take(signal)
  try {
    const asked = {
      workspaceId: request.workspaceId,
      siteId: request.siteId,
      shelves: shown.shelves,
      hidden: shown.hidden ?? [],
      text: request.message,
      language: detectLanguage(request.message) ?? site.language,
      answerIn: request.responseLanguage === null ? null : languageOf(request.responseLanguage),
      synonyms: site.synonyms,
      ...(site.leastSupport === null ? {} : { leastSupport: site.leastSupport }),
    }
    const hear = (text: string): void => {
      if (!signal.aborted) onText?.(text)
    }
    return await answer(asked, { signal, onText: hear })
  } finally {
    giveBack()
  }
}

/** The result of `work`, or the signal's reason as soon as it aborts, whether or not the work heeds it. */
function untilEnded<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
  return new Promise<Result>((resolve, reject) => {
    const end = (): void => reject(signal.reason as Error)
    if (signal.aborted) return end()
    signal.addEventListener('abort', end, { once: true })
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', end))
  })
}
