import type { Answer, Call } from '../../kernel/call.ts'
import type { Site } from '../sites/index.ts'
import type { GivenAnswer } from './answerer.ts'
import type { ChatDeps } from './chat-deps.ts'
import type { ChatRequest } from './chat-request.ts'
import type { ShownShelves } from './port.ts'
import { renderAnswer } from './render-request.ts'
import { complete } from './settle-request.ts'
import { noteHungUp } from './store.ts'

/** A question that was taken in and is being answered, for a caller who waits. */
export interface Asked {
  readonly call: Call<'chat.ask'>
  readonly site: Site
  readonly request: ChatRequest
  readonly shown: ShownShelves
  /** Aborts when nobody will ever want the answer; null: it is kept for a repetition of the call. */
  readonly hungUp: AbortSignal | null
}

/** Writes the answer and, for the call's idempotency key, the reply, in one transaction. */
export function settleAsked(deps: ChatDeps, { call, request }: Asked, given: GivenAnswer): Promise<Answer> {
  return deps.write(call, async (tx) => {
    const completed = await complete(tx, request, given, deps)
    if (call.hungUp.aborted) await noteHungUp(tx, request, deps.clock.now())
    return { status: 200, body: renderAnswer(completed, given.citations) }
  })
}
