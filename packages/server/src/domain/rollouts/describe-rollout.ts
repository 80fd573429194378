import type { EventDataOf } from '@posthorn/contract'

import { isoTime } from '../../kernel/time.ts'
import type { EventDraft } from '../events/index.ts'
import { type Breach } from './judge-figures.ts'
import type { Rollout } from './rollout.ts'

interface About {
  readonly by: string
  readonly reason: string | null
  /** Milliseconds since 1970. */
  readonly at: number
}

/** The rollout as it is afterwards. */
const aboutIt = (rollout: Rollout, { by, reason }: About) => ({
  rollout_id: rollout.id,
  site_id: rollout.siteId,
  batch_id: rollout.batchId,
  name: rollout.name,
  by,
  reason,
})

function draft(rollout: Rollout, type: EventDraft['type'], data: object, at: number): EventDraft {
  return { workspaceId: rollout.workspaceId, type, data, occurredAt: at }
}

export function describeStarted(rollout: Rollout, about: About): EventDraft {
  const data: EventDataOf<'rollout.started'> = {
    ...aboutIt(rollout, about),
    share: rollout.share,
    started_at: isoTime(about.at),
  }
  return draft(rollout, 'rollout.started', data, about.at)
}

export function describeExpanded(rollout: Rollout, about: About): EventDraft {
  const data: EventDataOf<'rollout.expanded'> = {
    ...aboutIt(rollout, about),
    share: rollout.share,
    expanded_at: isoTime(about.at),
  }
  return draft(rollout, 'rollout.expanded', data, about.at)
}

export function describePaused(rollout: Rollout, about: About, breaches: readonly Breach[]): EventDraft {
  const data: EventDataOf<'rollout.paused'> = {
    ...aboutIt(rollout, about),
    automatic: rollout.pausedByWatch,
    breaches: [...breaches],
    paused_at: isoTime(about.at),
  }
  return draft(rollout, 'rollout.paused', data, about.at)
}

export function describeFinished(rollout: Rollout, about: About, outcome: 'done' | 'rolled_back'): EventDraft {
  const data: EventDataOf<'rollout.finished'> = { ...aboutIt(rollout, about), outcome, finished_at: isoTime(about.at) }
  return draft(rollout, 'rollout.finished', data, about.at)
}

/** What the owners are told when the watch has paused a rollout. */
export function pauseNotice(rollout: Rollout, breaches: readonly Breach[]) {
  const { workspaceId, siteId, id, name, batchId } = rollout
  return {
    workspaceId,
    kind: 'rollout.paused',
    subject: `Content rollout paused: ${name}`,
    text: [
      `The rollout ${name} (${id}, batch ${batchId}) of the site ${siteId} was paused by itself:`,
      ...breaches.map(({ sentence }) => `- ${sentence}`),
      '',
      'Everybody is answered from what was live before. Documents are not taken in under this batch_id until somebody decides:',
      `roll it back (POST /api/v1/m2m/sites/${siteId}/rollouts/${id}/rollback), or resume it with a reason (…/resume).`,
    ].join('\n'),
  }
}
