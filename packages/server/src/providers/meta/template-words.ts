import type { CarrierTemplate } from '../../domain/templates/port.ts'

/** Meta's statuses, and the events by which it tells of them, as our states; others change nothing. */
const STATES: Readonly<Record<string, CarrierTemplate['state']>> = {
  APPROVED: 'approved',
  REINSTATED: 'approved',
  UNPAUSED: 'approved',
  UNARCHIVED: 'approved',
  PENDING: 'pending',
  IN_APPEAL: 'pending',
  REJECTED: 'rejected',
  LIMIT_EXCEEDED: 'rejected',
  PAUSED: 'paused',
  DISABLED: 'disabled',
  ARCHIVED: 'disabled',
  PENDING_DELETION: 'disabled',
  DELETED: 'disabled',
}

const QUALITIES: Readonly<Record<string, CarrierTemplate['quality']>> = {
  GREEN: 'green',
  YELLOW: 'yellow',
  RED: 'red',
  UNKNOWN: 'unknown',
}

const CATEGORIES: Readonly<Record<string, CarrierTemplate['category']>> = {
  UTILITY: 'utility',
  MARKETING: 'marketing',
  AUTHENTICATION: 'authentication',
}

export const stateOf = (word: unknown) => wordIn(STATES, word)
export const qualityOf = (word: unknown) => wordIn(QUALITIES, word)
export const categoryOf = (word: unknown) => wordIn(CATEGORIES, word)

function wordIn<Value>(words: Readonly<Record<string, Value>>, word: unknown): Value | undefined {
  const name = typeof word === 'string' ? word.toUpperCase() : ''
  return Object.hasOwn(words, name) ? words[name] : undefined
}

/** `NONE` is how Meta says that there is no reason. */
export function reasonOf(reason: unknown): string | null {
  return typeof reason === 'string' && reason !== '' && reason !== 'NONE' ? reason.slice(0, 500) : null
}
