import type { Suppression } from '@posthorn/sdk'
import type { BadgeTone } from '../ui/badge.tsx'

export type Reason = Suppression['reason']

export const reasonNames: Record<Reason, string> = {
  hard_bounce: 'hard bounce',
  complaint: 'complaint',
  unsubscribe: 'unsubscribed',
  manual: 'by hand',
}

export const reasons = Object.keys(reasonNames) as Reason[]

export const reasonTones: Record<Reason, BadgeTone> = {
  hard_bounce: 'bad',
  complaint: 'bad',
  unsubscribe: 'warn',
  manual: 'idle',
}
