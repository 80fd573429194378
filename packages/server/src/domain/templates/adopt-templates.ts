import type { Transaction } from '../../store/index.ts'
import { followJob } from './follow-template.ts'
import type { CarrierTemplate } from './port.ts'
import { insertNewTemplates } from './store.ts'
import { newTemplate, nextLookAfterMs, type Template } from './template.ts'
import type { TemplateDeps } from './template-deps.ts'

/** Takes over templates that were written at the carrier and not here, each with the job that follows it. */
export async function adoptTemplates(
  tx: Transaction,
  { clock, newId, jobs }: Pick<TemplateDeps, 'clock' | 'newId' | 'jobs'>,
  place: Pick<Template, 'workspaceId' | 'account' | 'channelId'>,
  found: readonly CarrierTemplate[],
): Promise<void> {
  const now = clock.now()
  const adopted = found.map((template): Template => {
    const { providerTemplateId, state, quality, reason } = template
    return {
      ...newTemplate({ ...template, ...place, id: newId.prefixed('tpl') }, now),
      state,
      stateAt: now,
      quality,
      rejectionReason: reason,
      providerTemplateId,
      submissions: 1,
      submittedAt: now,
      approvedAt: state === 'approved' ? now : null,
      checkedAt: now,
    }
  })
  const fresh = await insertNewTemplates(tx, adopted)
  await jobs.enqueue(
    tx,
    adopted.filter(({ id }) => fresh.has(id)).map((template) => followJob(template, now + nextLookAfterMs(template))),
  )
}
