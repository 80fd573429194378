import type { AcceptedDocument } from '@posthorn/sdk'

/** One file on its way to the server. */
export interface Sending {
  readonly id: number
  readonly file: File
  readonly state: 'waiting' | 'sending' | 'sent' | 'failed'
  readonly document: AcceptedDocument | null
  readonly error: Error | null
}

/** More at once would only make each slower. */
export const mostAtOnce = 2

export const queued = (id: number, file: File): Sending => ({
  id,
  file,
  state: 'waiting',
  document: null,
  error: null,
})

/** Those to begin with now. */
export function nextToSend(queue: readonly Sending[]): Sending[] {
  const underWay = queue.filter(({ state }) => state === 'sending').length
  return queue.filter(({ state }) => state === 'waiting').slice(0, Math.max(0, mostAtOnce - underWay))
}

export const changeSending = (queue: readonly Sending[], id: number, change: Partial<Sending>): Sending[] =>
  queue.map((each) => (each.id === id ? { ...each, ...change } : each))

export const isUnderWay = (queue: readonly Sending[]): boolean =>
  queue.some(({ state }) => state === 'waiting' || state === 'sending')
