/** What an SMS will be before it is one, and how replies such as STOP are answered. */
import Type, { type Static } from 'typebox'
import { count, flag, nullable, oneOf, text } from '../fields.ts'
import { ForcedBy } from './message.ts'

const size = {
  encoding: oneOf(['GSM-7', 'UCS-2']),
  segments: Type.Integer({ minimum: 1, description: 'SMS that the text takes up.' }),
  credits: count('What sending it to this number would cost; 0 where the plan charges nothing.'),
}

export const SmsPreview = Type.Object({
  object: oneOf(['sms.preview']),
  to: text('E.164.'),
  content: text('The text as it would be sent.'),
  ...size,
  parts: Type.Array(Type.String(), { description: 'What each SMS says.' }),
  characters_left: count('GSM-7 characters, or UTF-16 units of UCS-2, that still fit into the last SMS.'),
  forced_by: nullable(
    Type.Object(ForcedBy.properties, {
      description: 'The first character for which the text is UCS-2 and not GSM-7; null for GSM-7.',
    }),
  ),
  suggestions: Type.Array(
    Type.Object({
      ...ForcedBy.properties,
      count: Type.Integer({ minimum: 1, description: 'How often it stands in the text.' }),
      replacement: nullable(Type.String({ description: 'What could stand in its place; null: nothing that is near.' })),
    }),
    { description: 'Every character that GSM-7 does not have, once; `index` is that of the first.' },
  ),
  with_smart_encoding: Type.Object(size, { description: 'The same with `smart_encoding: true`.' }),
  suppressed: flag('Whether the number gets no SMS from this workspace, so that sending would fail.'),
})
export type SmsPreview = Static<typeof SmsPreview>
