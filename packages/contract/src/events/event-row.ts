/** What a row of the catalogue of events holds, and the pieces that many rows are made of. */
import Type, { type TObject, type TProperties } from 'typebox'
import { flag, nullable, text, time } from '../fields.ts'

export interface EventRow {
  /** The part before the dot; patterns (`message.*`) name it. */
  readonly category: string
  readonly summary: string
  readonly data: TObject
  readonly example: object
}

/** Times of the examples. */
export const at = '2026-04-19T14:30:00Z'
export const later = '2026-04-19T14:31:10Z'

/** Schema of the `data` of an event. `test` marks the sample data of a test delivery. */
export const fields = <Properties extends TProperties>(properties: Properties) =>
  Type.Object({ ...properties, test: Type.Optional(flag('True in a test delivery, absent otherwise.')) })

export const tags = Type.Array(Type.String())
export const channelType = text('Kind of channel: `whatsapp`, `sms`, `email`, `widget`, `instagram`, `telegram`.')
export const maybe = nullable(Type.String())
export const maybeTime = nullable(time())
export const failure = { error_code: Type.String(), error_message: Type.String(), failed_at: time() }
export const failureExample = {
  error_code: 'unreachable',
  error_message: 'The handset cannot be reached.',
  failed_at: later,
}
