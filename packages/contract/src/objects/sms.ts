/** What an SMS will be before it is one, and how replies such as STOP are answered. */
import Type, { type Static, type TSchema } from 'typebox'
import { count, flag, nullable, oneOf, text, time } from '../fields.ts'
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

/** Languages in which STOP, START and HELP are understood and answered. */
export const keywordLanguages = ['en', 'pt', 'es', 'fr', 'de'] as const
export type KeywordLanguage = (typeof keywordLanguages)[number]

const answer = (what: string) =>
  text(`${what} \`{business}\` and \`{contact}\` stand for the business name and the contact.`, {
    minLength: 1,
    maxLength: 320,
  })

const answers = {
  stop: answer('Confirms that nothing more is sent.'),
  start: answer('Confirms that messages are sent again.'),
  help: answer('Says who sends, and how to reach them.'),
}

const byLanguage = <Schema extends TSchema>(schema: Schema) =>
  Object.fromEntries(keywordLanguages.map((language) => [language, schema])) as Record<KeywordLanguage, Schema>

/** What a workspace may change; what is left out is as in the beginning. */
export const optOutFields = {
  enabled: flag('Whether STOP, START and HELP are answered. They are obeyed in any case.'),
  business_name: nullable(text('Who sends; the name of the workspace when null.', { minLength: 1, maxLength: 60 })),
  contact: nullable(
    text('How people reach the sender: a number, an address, a page.', { minLength: 1, maxLength: 160 }),
  ),
  default_language: oneOf(keywordLanguages, {
    description: 'For words of several languages, where the number’s country does not tell.',
  }),
  texts: Type.Object(
    byLanguage(
      Type.Optional(
        Type.Object({
          stop: Type.Optional(answers.stop),
          start: Type.Optional(answers.start),
          help: Type.Optional(answers.help),
        }),
      ),
    ),
    { description: 'Texts of your own, by language.' },
  ),
}

export const OptOutSettings = Type.Object({
  object: oneOf(['sms.opt_out_settings']),
  ...optOutFields,
  effective_texts: Type.Object(byLanguage(Type.Object(answers)), {
    description: 'What is sent: the texts of your own, and ours for the rest, with the names in their places.',
  }),
  updated_at: nullable(time('Null: nobody has changed them.')),
})
export type OptOutSettings = Static<typeof OptOutSettings>
