import type { EmailTemplate as PublicTemplate, EmailTemplatePreview } from '@posthorn/contract'

import { isoTime } from '../../kernel/time.ts'
import { type EmailTemplate, namesOf, parseTexts, renderTexts } from './email-template.ts'
import type { Variables } from './render-template.ts'

export function renderStored(template: EmailTemplate): PublicTemplate {
  return {
    id: template.id,
    object: 'email.template',
    name: template.name,
    subject: template.subject,
    html: template.html,
    text: template.text,
    variables: [...template.variables],
    created_at: isoTime(template.createdAt),
    updated_at: isoTime(template.updatedAt),
  }
}

/** What a send would make of it; what is missing stands there as in the template. */
export function preview(template: EmailTemplate, variables: Variables): EmailTemplatePreview {
  const parsed = parseTexts(template)
  const { subject, html, text, missing } = renderTexts(parsed, variables)
  const used = new Set(namesOf(parsed).map((name) => name.split('.')[0]))
  return {
    subject: subject ?? '',
    html,
    text,
    missing: [...missing],
    unknown: Object.keys(variables).filter((name) => !used.has(name)),
  }
}
