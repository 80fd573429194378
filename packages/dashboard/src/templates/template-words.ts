import type { Template, TemplateCategory, TemplateQuality } from '@posthorn/sdk'
import type { BadgeTone } from '../ui/badge.tsx'
import { refusal } from '../ui/refusal.ts'

/** What each category is for, as the carriers have it. */
export const categories: Readonly<Record<TemplateCategory, { name: string; about: string }>> = {
  utility: { name: 'Utility', about: 'Follows from something that the contact did: an order, an appointment.' },
  marketing: { name: 'Marketing', about: 'Anything that sells or invites.' },
  authentication: { name: 'Authentication', about: 'A code to sign in with, in words of the carrier.' },
}

/** Green, yellow or red, from what contacts do with it. */
export const qualities: Readonly<Record<TemplateQuality, { name: string; tone: BadgeTone }>> = {
  unknown: { name: 'not rated', tone: 'idle' },
  green: { name: 'green', tone: 'ok' },
  yellow: { name: 'yellow', tone: 'warn' },
  red: { name: 'red', tone: 'bad' },
}

type Standing = Pick<Template, 'status' | 'provider_template_id' | 'simulated'>

const notWithTestKey = 'A test key calls no carrier. Sign in with a live key.'

/** Why it cannot be submitted now; null: it can. The same that the API would answer. */
export function whyNotSubmit(template: Standing, isTestKey: boolean): string | null {
  const refused = refusal('template', 'submit', template.status)
  if (refused !== null) return refused
  if (template.provider_template_id !== null)
    return 'The carrier has judged this text. Write another one, under another name.'
  return isTestKey && !template.simulated ? notWithTestKey : null
}

/** Why its carrier cannot be asked about it now; null: it can. */
export function whyNotRefresh({ status, provider_template_id: id, simulated }: Standing, isTestKey: boolean) {
  if (status === 'draft') return 'The carrier knows nothing of a draft. Submit it first.'
  if (status === 'rejected' && id === null) return 'The carrier did not take it, so it knows nothing of it.'
  return isTestKey && !simulated ? notWithTestKey : null
}

/** Why it cannot be deleted now; null: it can. */
export function whyNotDelete({ status, provider_template_id: id, simulated }: Standing, isTestKey: boolean) {
  if (simulated) return null
  if (isTestKey) return notWithTestKey
  return status === 'pending' && id === null
    ? 'It is on its way to the carrier. Possible once the carrier has it.'
    : null
}

const dayS = 86_400
const units = [
  ['day', dayS],
  ['hour', 3_600],
  ['minute', 60],
] as const

/** How long ago it was submitted: "2 days", in the largest unit that is full. */
export function ageOf(seconds: number): string {
  for (const [unit, length] of units) {
    const count = Math.floor(seconds / length)
    if (count > 0) return `${count} ${unit}${count === 1 ? '' : 's'}`
  }
  return 'under a minute'
}

/** Approval takes a day to a week (wire contract 6): who waits for longer should look into it. */
export const waitsLong = ({ status, age_seconds: age }: Pick<Template, 'status' | 'age_seconds'>): boolean =>
  status === 'pending' && age !== null && age > 7 * dayS
