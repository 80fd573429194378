import type { EmailEngagement } from './render-message.ts'
import type { AppliedLine } from './store-history.ts'

/** What the history of an e-mail says of opens, clicks, complaints and a bounce: of each the first. */
export function readEngagement(history: readonly AppliedLine[]): EmailEngagement {
  const first = (status: string): AppliedLine | undefined => history.find((line) => line.status === status)
  const bounce = first('bounced')
  return {
    openedAt: first('opened')?.occurredAt ?? null,
    clickedAt: first('clicked')?.occurredAt ?? null,
    complainedAt: first('complained')?.occurredAt ?? null,
    bounce: bounce
      ? {
          bounceType: bounce.detail['bounceType'] === 'soft' ? 'soft' : 'hard',
          error: typeof bounce.detail['error'] === 'string' ? bounce.detail['error'] : '',
          at: bounce.occurredAt,
        }
      : null,
  }
}
