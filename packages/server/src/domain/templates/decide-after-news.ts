import { canMove, type TemplateCategory, type TemplateQuality, type TemplateState } from '@posthorn/contract'

import type { Template } from './template.ts'

/** Something a carrier said of a template, and when. */
export interface Said {
  readonly state?: Exclude<TemplateState, 'draft'> | undefined
  readonly quality?: TemplateQuality | undefined
  readonly category?: TemplateCategory | undefined
  readonly reason?: string | null | undefined
  readonly providerTemplateId?: string | undefined
  readonly at: number
}

/**
 * Decides how a template stands after its carrier said something of it. States are told twice, late and out of order: one
 * that is older than the state that stands changes nothing. Pure.
 */
export function decideAfterNews(template: Template, said: Said, now: number): Template {
  const known: Template = {
    ...template,
    quality: said.quality ?? template.quality,
    category: said.category ?? template.category,
    providerTemplateId: template.providerTemplateId ?? said.providerTemplateId ?? null,
    problem: null,
    checkedAt: now,
  }
  const { state, at } = said
  const isNews = state !== undefined && at >= template.stateAt
  const moved = isNews && canMove('template', template.state, state) ? move(known, state, said) : known
  const reasoned = isNews && moved.state === state ? withReason(moved, state, said.reason) : moved
  return isSame(template, reasoned) ? reasoned : { ...reasoned, updatedAt: now }
}

function move(template: Template, state: Exclude<TemplateState, 'draft'>, { at }: Said): Template {
  return { ...template, state, stateAt: at, approvedAt: state === 'approved' ? at : template.approvedAt }
}

/** A reason belongs to a state in which it cannot be sent. One that says nothing does not erase one that does. */
function withReason(template: Template, state: TemplateState, reason: string | null | undefined): Template {
  if (state === 'approved' || state === 'pending') return { ...template, rejectionReason: null }
  return { ...template, rejectionReason: reason ?? template.rejectionReason }
}

function isSame(one: Template, other: Template): boolean {
  return (
    one.state === other.state &&
    one.quality === other.quality &&
    one.category === other.category &&
    one.rejectionReason === other.rejectionReason
  )
}
