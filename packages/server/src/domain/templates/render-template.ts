import type { Template as ShownTemplate } from '@posthorn/contract'

import { isoTime, isoTimeOrNull, SECOND_MS } from '../../kernel/time.ts'
import { isSimulated, type Template } from './template.ts'
import { variablesOf } from './variables.ts'

export function renderTemplate(template: Template, now: number): ShownTemplate {
  const { submittedAt } = template
  return {
    id: template.id,
    object: 'template',
    channel_id: template.channelId,
    simulated: isSimulated(template),
    name: template.name,
    language: template.language,
    category: template.category,
    status: template.state,
    components: template.components.map((component) => ({ ...component })),
    variables: variablesOf(template.components),
    quality: template.quality,
    rejection_reason: template.rejectionReason,
    problem: template.problem,
    provider_template_id: template.providerTemplateId,
    age_seconds: submittedAt === null ? null : Math.max(0, Math.floor((now - submittedAt) / SECOND_MS)),
    submitted_at: isoTimeOrNull(submittedAt),
    approved_at: isoTimeOrNull(template.approvedAt),
    checked_at: isoTimeOrNull(template.checkedAt),
    created_at: isoTime(template.createdAt),
    updated_at: isoTime(template.updatedAt),
  }
}
