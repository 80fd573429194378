import type { BodyOf } from '@posthorn/contract'

import { invalid } from '../../kernel/api-error.ts'
import type { Reader } from '../../store/index.ts'
import {
  type ParsedTexts,
  parseTexts,
  renderTexts,
  templateById,
  type Variables,
  variablesMissing,
} from '../email-templates/index.ts'

type EmailBody = BodyOf<'email.send'>

/** The body with the template that it names filled in, so that later changes of the template do not reach it. */
export async function applyTemplate(read: Reader, workspaceId: string, body: EmailBody): Promise<EmailBody> {
  const parsed = await findTemplate(read, workspaceId, body)
  return parsed === null ? body : fillIn(body, parsed, body.variables ?? {})
}

/** The template that a call names, parsed once; null where it names none. */
export async function findTemplate(
  read: Reader,
  workspaceId: string,
  { template_id, html, text }: Pick<EmailBody, 'template_id' | 'html' | 'text'>,
): Promise<ParsedTexts | null> {
  if (template_id === undefined) return null
  if (html !== undefined || text !== undefined)
    throw invalid('template_id', 'it is given beside html or text; give the one or the other')
  const template = await templateById(read, workspaceId, template_id)
  if (!template) throw invalid('template_id', 'there is no such template')
  return parseTexts(template)
}

/** A subject of the call's own goes before that of the template, and is taken as it is. */
export function fillIn<Body extends Pick<EmailBody, 'subject' | 'html' | 'text' | 'template_id'>>(
  body: Body,
  parsed: ParsedTexts,
  variables: Variables,
): Body {
  const { subject, html, text, missing } = renderTexts(
    body.subject === undefined ? parsed : { ...parsed, subject: null },
    variables,
  )
  if (missing.length > 0) throw variablesMissing(missing)
  return {
    ...body,
    ...(subject === null ? {} : { subject }),
    ...(html === null ? {} : { html }),
    ...(text === null ? {} : { text }),
  }
}
