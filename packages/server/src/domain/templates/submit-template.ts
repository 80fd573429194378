import { isAllowed } from '@posthorn/contract'

import { ApiError, notFound } from '../../kernel/api-error.ts'
import { type Answer, type Call, type Caller, dataAnswer } from '../../kernel/call.ts'
import { askCarrier } from './ask-carrier.ts'
import { deskOf, isAccountLeft } from './find-desk.ts'
import { followJob } from './follow-template.ts'
import { renderTemplate } from './render-template.ts'
import { settleAsked } from './settle-asked.ts'
import { deleteTemplateRow, holdTemplate, templateById, updateTemplate } from './store.ts'
import { isSimulated, type Template } from './template.ts'
import type { TemplateDeps } from './template-deps.ts'

/** Makes it pending; its job calls the carrier once this is committed, and again after a crash. */
export function submitTemplate(deps: TemplateDeps, call: Call<'templates.submit'>): Promise<Answer> {
  const { caller, params } = call
  return deps.write(call, async (tx) => {
    const template = await holdTemplate(tx, caller.workspaceId, params.template_id, deps.store.words.forUpdate)
    if (!template) throw notFound('template')
    refuseTestKey(caller, template)
    refuseSubmission(template)
    const now = deps.clock.now()
    const submitted: Template = {
      ...template,
      state: 'pending',
      // Whatever the carrier says from now on is about this submission, by whichever clock it says so.
      stateAt: 0,
      rejectionReason: null,
      problem: null,
      submissions: template.submissions + 1,
      submittedAt: now,
      updatedAt: now,
      pendingNoticedAt: null,
    }
    await updateTemplate(tx, submitted)
    await deps.jobs.enqueue(tx, [followJob(submitted, now)])
    return dataAnswer(200, renderTemplate(submitted, now))
  })
}

function refuseSubmission({ state, providerTemplateId }: Template): void {
  if (!isAllowed('template', 'submit', state))
    throw conflict(`The template is ${state}; only a draft, or one that was rejected, is submitted`)
  if (providerTemplateId !== null)
    throw conflict('The carrier has judged this text; write another one, under another name, and submit that')
}

/** Asks the carrier now. */
export async function refreshTemplate(deps: TemplateDeps, call: Call<'templates.refresh'>): Promise<Answer> {
  const { caller, params } = call
  const template = await templateById(deps.store.read, caller.workspaceId, params.template_id)
  if (!template) throw notFound('template')
  refuseTestKey(caller, template)
  if (template.state === 'draft')
    throw conflict('The template is a draft, of which the carrier knows nothing; submit it')
  if (template.state === 'rejected' && template.providerTemplateId === null)
    throw conflict('The carrier did not take the template, so it knows nothing of it')
  const at = deps.clock.now()
  const asked = await askCarrier(deps, template)
  return deps.write(call, async (tx) => {
    const after =
      (await settleAsked(tx, deps, template, { asked, at })) ??
      (await templateById(tx, caller.workspaceId, template.id))
    if (!after) throw notFound('template')
    return dataAnswer(200, renderTemplate(after, deps.clock.now()))
  })
}

/** Takes it from the carrier first: what stays here can be tried again. */
export async function deleteTemplate(deps: TemplateDeps, call: Call<'templates.delete'>): Promise<Answer> {
  const { caller, params } = call
  const template = await templateById(deps.store.read, caller.workspaceId, params.template_id)
  if (!template) throw notFound('template')
  refuseTestKey(caller, template)
  if (!isSimulated(template)) await takeFromCarrier(deps, template)
  return deps.write(call, async (tx) => {
    const held = await holdTemplate(tx, caller.workspaceId, template.id, deps.store.words.forUpdate)
    if (!held) throw notFound('template')
    if (held.submissions !== template.submissions || held.providerTemplateId !== template.providerTemplateId)
      throw conflict('The template was submitted meanwhile; read it and try again')
    await deleteTemplateRow(tx, caller.workspaceId, template.id)
    return { status: 204 }
  })
}

async function takeFromCarrier(deps: TemplateDeps, template: Template): Promise<void> {
  const { providerTemplateId, name, state } = template
  // Nobody could ask its carrier ever again: what is kept here is all there is to delete.
  if (!(await isAccountLeft(deps, template))) return
  if (providerTemplateId === null) {
    if (state === 'pending') throw conflict('The template is being submitted; try again when the carrier has it')
    return
  }
  const found = await deskOf(deps, template)
  if ('problem' in found) throw unavailable(found.problem)
  const answer = await found.desk.remove({ providerTemplateId, name })
  if (answer.kind === 'unavailable') throw unavailable(answer.detail)
  if (answer.kind === 'refused') throw conflict(`The carrier does not delete it: ${answer.reason}`)
}

/** What a carrier has is not a test key's to change, or to ask about. */
function refuseTestKey({ simulated }: Caller, template: Template): void {
  if (simulated && !isSimulated(template))
    throw conflict('The template is one of a real account, and a test key calls no carrier; use a live key')
}

function conflict(reason: string): ApiError {
  return new ApiError('CONFLICT', { words: { reason: reason.replace(/\.$/, '') } })
}

function unavailable(reason: string): ApiError {
  return new ApiError('CARRIER_UNAVAILABLE', { words: { reason: reason.replace(/\.$/, '') } })
}
