import { deskOf } from './find-desk.ts'
import type { CarrierTemplate, SubmitAnswer, TemplateDesk } from './port.ts'
import { holdTemplate, updateTemplate } from './store.ts'
import { isSimulated, type Template } from './template.ts'
import type { TemplateDeps } from './template-deps.ts'

/** What came of asking a carrier about a template. */
export type Asked =
  | { readonly kind: 'found'; readonly template: CarrierTemplate }
  | Exclude<SubmitAnswer, { kind: 'known' }>
  /** The carrier had it and has it no more. */
  | { readonly kind: 'gone' }
  /** The simulated review is not over yet. */
  | { readonly kind: 'reviewing'; readonly until: number }

/** Asks the carrier how a template stands, and brings it there first where it does not have it. No transaction is open. */
export async function askCarrier(deps: TemplateDeps, template: Template): Promise<Asked> {
  if (isSimulated(template)) return simulatedReview(deps, template)
  const found = await deskOf(deps, template)
  if ('problem' in found) return { kind: 'unavailable', detail: found.problem }
  const { desk } = found
  if (template.providerTemplateId !== null) return (await look(desk, template)) ?? { kind: 'gone' }
  if (template.callingSince !== null) {
    // An earlier call may have reached the carrier: whether it did is seen under the template's name.
    const there = await look(desk, template)
    if (there) return there
  }
  if (!(await markCalling(deps, template)))
    return { kind: 'unavailable', detail: 'The template was changed meanwhile.' }
  const answer = await desk.submit(template)
  if (answer.kind !== 'known') return answer
  return (
    (await look(desk, template)) ?? { kind: 'refused', reason: 'The account has, or had, one of this name already.' }
  )
}

/** Null: the carrier has none of this name and language. */
async function look(desk: TemplateDesk, template: Template): Promise<Asked | null> {
  const listed = await desk.list(template.name)
  if (listed.kind === 'unavailable') return listed
  const found =
    listed.templates.find(({ providerTemplateId }) => providerTemplateId === template.providerTemplateId) ??
    listed.templates.find(({ name, language }) => name === template.name && language === template.language)
  return found ? { kind: 'found', template: found } : null
}

/** Before the carrier is called, so that whoever comes after a crash looks before it calls again. */
async function markCalling({ store, clock }: TemplateDeps, template: Template): Promise<boolean> {
  return store.transaction(async (tx) => {
    const held = await holdTemplate(tx, template.workspaceId, template.id, store.words.forUpdate)
    if (held?.state !== 'pending' || held.submissions !== template.submissions || held.providerTemplateId !== null)
      return false
    await updateTemplate(tx, { ...held, callingSince: held.callingSince ?? clock.now() })
    return true
  })
}

/** Nobody reviews it: the name chooses the outcome, as recipients do at the simulated carrier. */
function simulatedReview({ clock, simulatedReviewMs }: TemplateDeps, template: Template): Asked {
  const until = (template.submittedAt ?? 0) + simulatedReviewMs
  if (template.state === 'pending' && clock.now() < until) return { kind: 'reviewing', until }
  const providerTemplateId = `sim-${template.id}`
  const isRejected = template.name.includes('rejected')
  return {
    kind: 'found',
    template: {
      ...template,
      providerTemplateId,
      state: isRejected ? 'rejected' : 'approved',
      quality: 'unknown',
      reason: isRejected ? 'Rejected, since its name says so (simulated).' : null,
    },
  }
}
