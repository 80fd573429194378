import type { TemplateCategory, TemplateQuality, TemplateState } from '@posthorn/contract'

import type { OpenLine } from '../channels/port.ts'

/** What is submitted. `components` in the form of WhatsApp's own API, upper-case types. */
export interface SubmittedTemplate {
  readonly name: string
  readonly language: string
  readonly category: TemplateCategory
  readonly components: readonly Readonly<Record<string, unknown>>[]
}

/** A template as the carrier has it. */
export interface CarrierTemplate extends SubmittedTemplate {
  readonly providerTemplateId: string
  readonly state: Exclude<TemplateState, 'draft'>
  readonly quality: TemplateQuality
  readonly reason: string | null
}

export type SubmitAnswer =
  | ({ readonly kind: 'accepted' } & Pick<CarrierTemplate, 'providerTemplateId' | 'state' | 'category'>)
  /** The account has one of this name and language; nothing was changed. */
  | { readonly kind: 'known' }
  /** It will not have it, now or later. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Not taken, or nobody can say. A template that was taken is found under its name. */
  | { readonly kind: 'unavailable'; readonly detail: string }

export type ListAnswer =
  | { readonly kind: 'listed'; readonly templates: readonly CarrierTemplate[] }
  | { readonly kind: 'unavailable'; readonly detail: string }

export type RemoveAnswer =
  /** It is there no more, or never was. */
  | { readonly kind: 'removed' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unavailable'; readonly detail: string }

/** Where a carrier's account takes templates. Each call has a time limit of its own and never rejects. */
export interface TemplateDesk {
  submit(template: SubmittedTemplate): Promise<SubmitAnswer>
  /** Those of this name, in all their languages. */
  list(name: string): Promise<ListAnswer>
  remove(template: Pick<CarrierTemplate, 'providerTemplateId' | 'name'>): Promise<RemoveAnswer>
}

/** What the templates of a channel's account are handled by; absent where its carrier has none. */
export interface TemplateLine extends OpenLine {
  readonly templates?: TemplateDesk
}

/** What a carrier tells of a template of its own accord. Which one: by its id, or by its name and language. */
export interface TemplateNews {
  readonly providerTemplateId: string | null
  readonly name: string
  readonly language: string
  readonly state?: Exclude<TemplateState, 'draft'>
  readonly quality?: TemplateQuality
  readonly category?: TemplateCategory
  readonly reason?: string | null
  /** When it happened, in milliseconds since 1970; null: when it is taken up. */
  readonly at: number | null
}
