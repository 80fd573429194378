/** Stored e-mails with variables. Source: wire contract 3.4. */
import Type, { type Static } from 'typebox'
import { id, nullable, text, time } from '../fields.ts'

export const EmailTemplate = Type.Object({
  id: id('template'),
  object: Type.Unsafe<'email.template'>({ type: 'string', enum: ['email.template'] }),
  name: text('Unique in the workspace.'),
  subject: Type.String(),
  html: nullable(Type.String()),
  text: nullable(Type.String()),
  variables: Type.Array(Type.String(), { description: 'The names that it uses, as they were found in it.' }),
  created_at: time(),
  updated_at: time(),
})
export type EmailTemplate = Static<typeof EmailTemplate>

export const EmailTemplatePreview = Type.Object({
  subject: Type.String(),
  html: nullable(Type.String()),
  text: nullable(Type.String()),
  missing: Type.Array(Type.String(), {
    description: 'Variables without a usable value, shown as they stand in the template. A send is refused for them.',
  }),
  unknown: Type.Array(Type.String(), { description: 'Variables that were given and are not used.' }),
})
export type EmailTemplatePreview = Static<typeof EmailTemplatePreview>
