/** Content rollouts, as far as somebody has to know. Source: wire contract 10 R1; the names are ours. */
import Type from 'typebox'
import { id, oneOf, text, time } from '../fields.ts'
import { RolloutBreach } from '../objects/rollout-parts.ts'
import { sampleIds } from '../samples.ts'
import { sampleBreach, sampleRolloutIds } from '../rollout-samples.ts'
import { at, fields, maybe, type EventRow } from './event-row.ts'

const rollout = {
  rollout_id: id('rollout'),
  site_id: id('site'),
  batch_id: Type.String(),
  name: Type.String(),
  by: text('Who did it; `watch` for the platform itself.'),
  reason: maybe,
}

const example = {
  rollout_id: sampleRolloutIds.rollout,
  site_id: sampleIds.site,
  batch_id: 'prices-2026-04',
  name: 'Prices of April',
  by: 'Maria',
}

const share = Type.Integer({
  minimum: 0,
  maximum: 100,
  description: 'Percent of the sessions that are shown the batch.',
})

export const rolloutEvents = {
  'rollout.started': {
    category: 'rollout',
    summary: 'A batch of documents is shown to a share of the sessions; also when it is shown again after a pause.',
    data: fields({ ...rollout, share, started_at: time() }),
    example: { ...example, reason: null, share: 10, started_at: at },
  },
  'rollout.expanded': {
    category: 'rollout',
    summary: 'A batch is shown to more sessions, or to all.',
    data: fields({ ...rollout, share, expanded_at: time() }),
    example: { ...example, reason: null, share: 100, expanded_at: at },
  },
  'rollout.paused': {
    category: 'rollout',
    summary: 'A batch was taken out of the answers, by somebody or by the watch.',
    data: fields({
      ...rollout,
      automatic: Type.Boolean({ description: 'Whether the watch did it.' }),
      breaches: Type.Array(RolloutBreach),
      paused_at: time(),
    }),
    example: {
      ...example,
      by: 'watch',
      reason: sampleBreach.sentence,
      automatic: true,
      breaches: [sampleBreach],
      paused_at: at,
    },
  },
  'rollout.finished': {
    category: 'rollout',
    summary: 'A rollout has ended: its documents are content like any other, or those from before are back.',
    data: fields({ ...rollout, outcome: oneOf(['done', 'rolled_back']), finished_at: time() }),
    example: { ...example, reason: null, outcome: 'done', finished_at: at },
  },
} as const satisfies Record<string, EventRow>
