import type { NewJob } from '../../engine/index.ts'
import { askCarrier } from './ask-carrier.ts'
import { settleAsked } from './settle-asked.ts'
import { templateById } from './store.ts'
import { isSimulated, nextLookAfterMs, type Template } from './template.ts'
import type { TemplateDeps } from './template-deps.ts'

const FOLLOW_JOB = 'follow-template'

interface FollowJob {
  readonly workspaceId: string
  readonly templateId: string
  /** Which submission it follows. */
  readonly submission: number
}

/** The work of one submission: it brings the template to the carrier, then asks how it stands for as long as it exists. */
export function followJob({ workspaceId, id, submissions }: Template, dueAt: number): NewJob {
  const payload: FollowJob = { workspaceId, templateId: id, submission: submissions }
  return { kind: FOLLOW_JOB, payload, dueAt, workspaceId }
}

export function defineFollowing(deps: TemplateDeps): void {
  deps.jobs.define<FollowJob>(FOLLOW_JOB, async ({ workspaceId, templateId, submission }) => {
    const template = await templateById(deps.store.read, workspaceId, templateId)
    if (template?.submissions !== submission) return 'done'
    const at = deps.clock.now()
    const asked = await askCarrier(deps, template)
    if (asked.kind === 'reviewing') return { again: asked.until }
    if (asked.kind === 'unavailable')
      deps.log.warn({ template: templateId, workspace: workspaceId, detail: asked.detail }, 'template.not_asked')
    const after = await deps.store.transaction((tx) => settleAsked(tx, deps, template, { asked, at }))
    if (!after || isOver(after)) return 'done'
    return { again: deps.clock.now() + nextLookAfterMs(after) }
  })
}

/** Nothing more is to be heard of it: the carrier never had it, or there is none. */
function isOver(template: Template): boolean {
  return isSimulated(template) || (template.state === 'rejected' && template.providerTemplateId === null)
}
