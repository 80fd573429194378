import { ApiError } from '../../kernel/api-error.ts'
import { type Template, variablesOf } from '../templates/index.ts'
import type { WhatsAppContent } from './content.ts'

/** Longer values, with their template, would be more than a body may hold. */
const MOST_CHARACTERS = 900

/**
 * A text as the one variable of an approved template. What is kept of it says so: a template, with the text as it was. A
 * carrier refuses values with line breaks or long gaps (132018), so these become single spaces.
 */
export function asTemplate(text: string, template: Template): NonNullable<WhatsAppContent['payload']> {
  const { name, language } = template
  const variables = variablesOf(template.components)
  const [variable] = variables
  if (variable?.place !== 'body' || variables.length !== 1)
    throw unfit(
      template,
      `as a fallback its body must have one variable and nothing else any, and it has ${count(variables.length)}`,
    )
  const value = text.trim().replaceAll(/\s+/g, ' ')
  if (value.length > MOST_CHARACTERS)
    throw unfit(
      template,
      `the text has ${value.length} characters, and as its variable at most ${MOST_CHARACTERS} are taken`,
    )
  const isNamed = !/^\d+$/.test(variable.name)
  const parameter = { type: 'text', ...(isNamed && { parameter_name: variable.name }), text: value }
  return { name, language, components: [{ type: 'body', parameters: [parameter] }], fallback_of: 'text' }
}

/** The text, gone out as a template. */
export function fallenBack(
  content: WhatsAppContent,
  payload: NonNullable<WhatsAppContent['payload']>,
): WhatsAppContent {
  return { kind: 'whatsapp', type: 'template', text: content.text, payload }
}

function unfit({ name, language }: Template, reason: string): ApiError {
  return new ApiError('TEMPLATE_NOT_APPROVED', { param: 'fallback_template', words: { name, language, reason } })
}

function count(variables: number): string {
  return variables === 1 ? 'its only one elsewhere' : String(variables)
}
