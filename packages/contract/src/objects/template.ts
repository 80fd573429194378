/** WhatsApp templates and what became of their approval. Source: wire contract 3.3, 6, 7 (V10). */
import Type, { type Static } from 'typebox'
import { count, flag, freeObject, id, nullable, oneOf, text, time } from '../fields.ts'
import { templateStates } from '../states.ts'

export const templateCategories = ['utility', 'marketing', 'authentication'] as const
export type TemplateCategory = (typeof templateCategories)[number]

export const templateQualities = ['unknown', 'green', 'yellow', 'red'] as const
export type TemplateQuality = (typeof templateQualities)[number]

/** `{{1}}` or `{{order_id}}`, where it stands, and the example that was given for it. */
export const TemplateVariable = Type.Object({
  place: oneOf(['header', 'body', 'button']),
  name: text('`1`, `2`, … or the name; of a button, its place from 0.'),
})
export type TemplateVariable = Static<typeof TemplateVariable>

export const Template = Type.Object({
  id: id('template'),
  object: oneOf(['template']),
  channel_id: nullable(id('channel', 'The channel whose account has it; null for a simulated one.')),
  simulated: flag('Whether the built-in simulator approves it: nobody has reviewed it, and no carrier knows it.'),
  name: Type.String(),
  language: text('Such as `en` or `pt_BR`.'),
  category: oneOf(templateCategories, { description: 'The carrier may change it.' }),
  status: oneOf(templateStates),
  components: Type.Array(freeObject('Header, body, footer or buttons.')),
  variables: Type.Array(TemplateVariable, { description: 'What a send has to give values for.' }),
  quality: oneOf(templateQualities),
  rejection_reason: nullable(text('In the words of the carrier; null unless it was rejected, paused or disabled.')),
  problem: nullable(text('Why the carrier could not be asked the last time; null while all is well.')),
  provider_template_id: nullable(text('The id that the carrier gave it.')),
  age_seconds: nullable(count('Since it was submitted; null for a draft.')),
  submitted_at: nullable(time()),
  approved_at: nullable(time('When it was approved, or found to be.')),
  checked_at: nullable(time('When the carrier was last asked, or last told.')),
  created_at: time(),
  updated_at: time(),
})
export type Template = Static<typeof Template>
