/** Many messages in one call, and a message of any kind in few words. Source: wire contract 3.4. */
import Type, { type Static } from 'typebox'
import { count, flag, id, nullable, oneOf, text, time } from '../fields.ts'
import { meteredKinds } from '../plans.ts'
import { messageStates } from '../states.ts'

/** Most recipients of one call. */
export const mostInBatch = 500

/** Id of a message of any kind. */
export const anyMessageId = '^(sms|eml|msg)_[0-7][0-9A-HJKMNP-TV-Z]{25}$'

export const MessageSummary = Type.Object({
  id: Type.String({ pattern: anyMessageId }),
  object: oneOf(['message']),
  kind: oneOf(meteredKinds),
  to: Type.Array(Type.String(), { description: 'Its recipients: one, but for an e-mail.' }),
  status: oneOf(messageStates),
  error_code: nullable(Type.String()),
  error_message: nullable(Type.String()),
  test: flag('Whether a test key sent it.'),
  batch_id: nullable(id('batch')),
  created_at: time(),
  scheduled_at: nullable(time()),
  sent_at: nullable(time()),
  delivered_at: nullable(time()),
  failed_at: nullable(time()),
  cancelled_at: nullable(time()),
})
export type MessageSummary = Static<typeof MessageSummary>

const batch = {
  object: oneOf(['batch']),
  kind: oneOf(meteredKinds),
  test: flag('Whether a test key sent it.'),
  scheduled_at: nullable(time('When it is to be sent; null: at once.')),
  accepted: count('Messages that were accepted.'),
  refused: count('Recipients that were refused.'),
  created_at: time(),
}

/** What became of one recipient of a bulk call. */
export const BatchResult = Type.Object({
  index: count('Place in the call, from 0.'),
  to: nullable(Type.String({ description: 'The recipient, as it was given.' })),
  id: nullable(Type.String({ pattern: anyMessageId, description: 'Its message; null: it was refused.' })),
  status: nullable(oneOf(messageStates)),
  error: nullable(
    Type.Object({
      code: text('As a single send has it.'),
      type: Type.String(),
      message: Type.String(),
      param: nullable(Type.String()),
    }),
  ),
})
export type BatchResult = Static<typeof BatchResult>

export const SentBatch = Type.Object({
  batch_id: id('batch'),
  ...batch,
  results: Type.Array(BatchResult, { description: 'One for each recipient, in the order of the call.' }),
})
export type SentBatch = Static<typeof SentBatch>

export const Batch = Type.Object({
  id: id('batch'),
  ...batch,
  counts: Type.Object(
    Object.fromEntries(messageStates.map((state) => [state, count(`Messages that are ${state}.`)])) as Record<
      (typeof messageStates)[number],
      ReturnType<typeof count>
    >,
    { description: 'The accepted messages by their state now.' },
  ),
  messages: Type.Array(MessageSummary, { description: 'A page of them, in the order of the call.' }),
})
export type Batch = Static<typeof Batch>

export const BatchCancellation = Type.Object({
  batch_id: id('batch'),
  cancelled: count('Messages that this call cancelled.'),
  kept: count('Messages that were over, or were being sent, and stay as they are.'),
})
export type BatchCancellation = Static<typeof BatchCancellation>
