/** A template as it is being written, and what the API is given of it. */
import { ApiError, type TemplateCategory, type TemplatesCreateBody } from '@posthorn/sdk'
import { isNumber, placeholdersOf } from './placeholders.ts'

export interface Draft {
  readonly name: string
  readonly language: string
  readonly category: TemplateCategory
  /** Empty: the API chooses. */
  readonly channelId: string
  readonly header: string
  readonly body: string
  readonly footer: string
  /** By `keyOf`. Those of variables that were taken out again are kept: they may come back. */
  readonly examples: Readonly<Record<string, string>>
  /** Of an authentication template, whose text is the carrier's. */
  readonly recommends: boolean
  readonly minutes: string
}

export const emptyDraft: Draft = {
  name: '',
  language: 'en',
  category: 'utility',
  channelId: '',
  header: '',
  body: '',
  footer: '',
  examples: {},
  recommends: true,
  minutes: '10',
}

export interface DraftVariable {
  readonly place: 'header' | 'body'
  readonly name: string
}

export const keyOf = ({ place, name }: DraftVariable): string => `${place}:${name}`

/** A name as carriers take it, from what is typed. */
export const nameFrom = (typed: string): string => typed.toLowerCase().replaceAll(/[\s-]+/g, '_')

export function variablesOf({ category, header, body }: Draft): DraftVariable[] {
  if (category === 'authentication') return []
  return [
    ...placeholdersOf(header).map((name) => ({ place: 'header' as const, name })),
    ...placeholdersOf(body).map((name) => ({ place: 'body' as const, name })),
  ]
}

type Components = TemplatesCreateBody['components']

export function componentsOf(draft: Draft): Components {
  const { category, header, body, footer } = draft
  if (category === 'authentication') return codeComponents(draft)
  return [
    ...(header.trim() === '' ? [] : [{ type: 'HEADER', format: 'TEXT', text: header, ...exampleOf(draft, 'header') }]),
    { type: 'BODY', text: body, ...exampleOf(draft, 'body') },
    ...(footer.trim() === '' ? [] : [{ type: 'FOOTER', text: footer }]),
  ]
}

function codeComponents({ recommends, minutes }: Draft): Components {
  return [
    { type: 'BODY', add_security_recommendation: recommends },
    ...(minutes.trim() === '' ? [] : [{ type: 'FOOTER', code_expiration_minutes: Number(minutes) }]),
    { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
  ]
}

function exampleOf(draft: Draft, place: DraftVariable['place']): { example?: Record<string, unknown> } {
  const names = placeholdersOf(draft[place])
  const valueOf = (name: string) => draft.examples[keyOf({ place, name })] ?? ''
  if (names.length === 0) return {}
  if (!names.every(isNumber)) {
    const pairs = names.map((name) => ({ param_name: name, example: valueOf(name) }))
    return { example: { [`${place}_text_named_params`]: pairs } }
  }
  const values = names.map(valueOf)
  return { example: place === 'header' ? { header_text: values } : { body_text: [values] } }
}

export const bodyOf = (draft: Draft): TemplatesCreateBody => ({
  name: draft.name,
  language: draft.language.trim(),
  category: draft.category,
  components: componentsOf(draft),
  ...(draft.channelId === '' ? {} : { channel_id: draft.channelId }),
})

/** What is to be filled in before the API is asked; null: nothing. */
export function missingIn(draft: Draft): string | null {
  if (draft.name === '') return 'Give it a name first.'
  if (draft.language.trim() === '') return 'Give its language first.'
  if (draft.category !== 'authentication' && draft.body.trim() === '') return 'Write the text first.'
  const without = variablesOf(draft).find((variable) => (draft.examples[keyOf(variable)] ?? '').trim() === '')
  return without ? `Give an example for {{${without.name}}} first: a reviewer reads the text with it.` : null
}

export type DraftField = 'name' | 'language' | 'category' | 'channelId' | 'header' | 'body' | 'footer' | 'minutes'

/** The field that an error of the API is about: its `param` is a path such as `components[1].text`. */
export function fieldOfFault(error: Error | null, draft: Draft): DraftField | null {
  const param = error instanceof ApiError ? error.param : null
  if (param === null) return null
  if (param === 'channel_id') return 'channelId'
  if (param === 'name' || param === 'language' || param === 'category') return param
  if (!param.startsWith('components')) return null
  const isCode = draft.category === 'authentication'
  const [, index] = /^components\[(\d+)\]/.exec(param) ?? []
  switch (index === undefined ? 'BODY' : componentsOf(draft)[Number(index)]?.['type']) {
    case 'HEADER':
      return 'header'
    case 'FOOTER':
      return isCode ? 'minutes' : 'footer'
    case 'BODY':
      return isCode ? null : 'body'
    default:
      return null
  }
}
