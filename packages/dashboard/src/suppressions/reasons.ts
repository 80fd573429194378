import { type Suppression, suppressionReasons } from '@posthorn/sdk'
import type { BadgeTone } from '../ui/badge.tsx'

export type Reason = Suppression['reason']

export const reasons: readonly Reason[] = suppressionReasons

const names: Readonly<Record<string, string>> = {
  unsubscribe: 'unsubscribed',
  manual: 'by hand',
  stop: 'answered STOP',
  provider_opt_out: 'opted out',
}

/** A reason of the API in words. */
export const reasonName = (reason: Reason): string => names[reason] ?? reason.replaceAll('_', ' ')

const tones: Readonly<Record<string, BadgeTone>> = { hard_bounce: 'bad', complaint: 'bad', manual: 'idle' }

export const reasonTone = (reason: Reason): BadgeTone => tones[reason] ?? 'warn'
