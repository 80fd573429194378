import type { Transaction } from '../../store/index.ts'
import type { Asked } from './ask-carrier.ts'
import { decideAfterNews, type Said } from './decide-after-news.ts'
import { holdTemplate, updateTemplate } from './store.ts'
import { isSimulated, LONG_PENDING_MS, type Template } from './template.ts'
import type { TemplateDeps } from './template-deps.ts'
import { saysTheSame } from './says-the-same.ts'

type SettleDeps = Pick<TemplateDeps, 'store' | 'clock' | 'tellOwners'>

/** Writes what asking the carrier brought; undefined when the template was deleted, or submitted anew, meanwhile. */
export async function settleAsked(
  tx: Transaction,
  deps: SettleDeps,
  seen: Template,
  { asked, at }: { readonly asked: Asked; readonly at: number },
): Promise<Template | undefined> {
  const before = await holdTemplate(tx, seen.workspaceId, seen.id, deps.store.words.forUpdate)
  if (before?.submissions !== seen.submissions) return undefined
  return writeAfter(tx, deps, before, decideAfterAsked(before, asked, { at, now: deps.clock.now() }))
}

/** Writes how a held template stands now, and tells its owners what they have to do something about. */
export async function writeAfter(
  tx: Transaction,
  deps: Pick<SettleDeps, 'clock' | 'tellOwners'>,
  before: Template,
  decided: Template,
): Promise<Template> {
  const now = deps.clock.now()
  const isLong =
    decided.state === 'pending' &&
    decided.pendingNoticedAt === null &&
    now - (decided.submittedAt ?? now) >= LONG_PENDING_MS
  const after = isLong ? { ...decided, pendingNoticedAt: now } : decided
  await updateTemplate(tx, after)
  if (isSimulated(after)) return after
  if (isLong) await tellPending(tx, deps, after)
  if (after.state !== before.state && isBad(after.state)) await tellBad(tx, deps, after)
  return after
}

/** Pure. */
export function decideAfterAsked(before: Template, asked: Asked, { at, now }: { at: number; now: number }): Template {
  const heard = (said: Omit<Said, 'at'>): Template => decideAfterNews(before, { ...said, at }, now)
  switch (asked.kind) {
    case 'found': {
      const { template } = asked
      if (before.providerTemplateId === null && !saysTheSame(before.components, template.components))
        return heard({ state: 'rejected', reason: TAKEN })
      return heard(template)
    }
    case 'accepted':
      return heard(asked)
    case 'refused':
      return heard({ state: 'rejected', reason: asked.reason })
    case 'gone':
      return heard({ state: 'disabled', reason: 'The carrier has it no more.' })
    case 'unavailable':
      return { ...before, problem: asked.detail }
    case 'reviewing':
      return before
  }
}

const TAKEN = 'The account has a template of this name and language that says something else. Choose another name.'

function isBad(state: Template['state']): boolean {
  return state === 'rejected' || state === 'paused' || state === 'disabled'
}

async function tellPending(tx: Transaction, { tellOwners }: Pick<SettleDeps, 'tellOwners'>, template: Template) {
  await tellOwners(tx, {
    workspaceId: template.workspaceId,
    kind: 'template.pending',
    subject: `The template ${template.name} has been pending for 7 days`,
    text:
      `The template ${template.name} (${template.language}) was submitted 7 days ago and is not approved yet. ` +
      'Approval takes up to 7 days: look into the account at the carrier, or submit it under another name.' +
      (template.problem === null ? '' : ` The carrier could not be asked the last time: ${template.problem}`),
  })
}

async function tellBad(tx: Transaction, { tellOwners }: Pick<SettleDeps, 'tellOwners'>, template: Template) {
  const { workspaceId, name, language, state, rejectionReason } = template
  await tellOwners(tx, {
    workspaceId,
    kind: `template.${state}`,
    subject: `The template ${name} is ${state}`,
    text:
      `The carrier says that the template ${name} (${language}) is ${state}, so it cannot be sent.` +
      (rejectionReason === null ? '' : ` The reason: ${rejectionReason}`),
  })
}
