/** The steps of the runbook “content rollout” (wire contract 10, R1), and how far a rollout is with each. */
import type { RolloutDetail } from '@posthorn/sdk'

export interface Step {
  readonly name: string
  /** `done`: it holds. `missing`: it does not, and stands in the way. `waiting`: its turn has not come. */
  readonly state: 'done' | 'missing' | 'waiting'
  readonly words: string
}

type Told = Pick<
  RolloutDetail,
  'status' | 'share' | 'approval' | 'smoke' | 'counts' | 'documents' | 'watch' | 'warnings'
>

export function stepsOf(rollout: Told): Step[] {
  return [
    approved(rollout),
    smallBatch(rollout),
    sourceIds(rollout),
    smokeQuestions(rollout),
    watched(rollout),
    expanded(rollout),
  ]
}

function approved({ approval, counts }: Told): Step {
  const name = 'The content is approved'
  if (counts.documents === 0) return { name, state: 'waiting', words: 'There are no documents in the batch yet.' }
  if (approval === null) return { name, state: 'missing', words: 'Nobody has approved it yet.' }
  if (approval.stale)
    return {
      name,
      state: 'missing',
      words: `${approval.by} approved it, but documents changed since. Approve it anew.`,
    }
  return { name, state: 'done', words: `By ${approval.by}, ${many(approval.documents, 'document')}.` }
}

function smallBatch({ counts: { documents, ready, processing, failed }, warnings }: Told): Step {
  const name = 'The batch is small, and ready'
  if (documents === 0) return { name, state: 'waiting', words: 'Send documents with its batch id.' }
  if (failed > 0) return { name, state: 'missing', words: `${many(failed, 'document')} could not be read.` }
  if (processing > 0)
    return { name, state: 'missing', words: `${ready} of ${documents} ready; the rest is being read.` }
  const large = warnings.find((warning) => /large|small/i.test(warning))
  return { name, state: 'done', words: large ?? `${many(documents, 'document')}, all ready.` }
}

function sourceIds({ documents }: Told): Step {
  const name = 'Source ids are in the log'
  if (documents.length === 0) return { name, state: 'waiting', words: 'Each document that comes in is logged.' }
  const without = documents.filter(({ source_id: source }) => source === null).length
  if (without === 0) return { name, state: 'done', words: 'Each document came with one.' }
  return { name, state: 'done', words: `Logged; ${many(without, 'document')} came without, by its own id.` }
}

function smokeQuestions({ smoke, counts: { documents, questions } }: Told): Step {
  const name = 'Smoke questions pass'
  if (documents === 0) return { name, state: 'waiting', words: 'They are made from the documents.' }
  if (questions === 0) return { name, state: 'missing', words: 'There are none yet. Make some from the documents.' }
  if (smoke === null) return { name, state: 'missing', words: `${many(questions, 'question')}, not asked yet.` }
  if (smoke.stale)
    return { name, state: 'missing', words: 'Documents or questions changed since they were asked last.' }
  if (smoke.failed > 0)
    return { name, state: 'missing', words: `${smoke.failed} of ${smoke.passed + smoke.failed} did not pass.` }
  return { name, state: 'done', words: `All ${smoke.passed} passed.` }
}

function watched({ status, watch }: Told): Step {
  const name = 'Feedback and low confidence are acceptable'
  if (status === 'draft') return { name, state: 'waiting', words: 'Measured once sessions see it.' }
  if (watch.verdict === 'poor')
    return {
      name,
      state: 'missing',
      words: watch.breaches.map(({ sentence }) => sentence).join(' ') || 'They are not.',
    }
  if (watch.verdict === 'unknown')
    return { name, state: 'waiting', words: watch.missing.join(' ') || 'Too few questions so far to say.' }
  return {
    name,
    state: 'done',
    words: `${many(watch.batch.requests, 'question')} asked with the batch, none out of bounds.`,
  }
}

function expanded({ status, share }: Told): Step {
  const name = 'Expanded to everybody'
  if (status === 'done') return { name, state: 'done', words: 'Everybody sees it. It is content like any other.' }
  if (status === 'expanded') return { name, state: 'done', words: 'Everybody sees it; it is still watched.' }
  if (status === 'rolled_back') return { name, state: 'missing', words: 'It was rolled back.' }
  if (status === 'paused') return { name, state: 'waiting', words: 'It is paused: nobody sees it.' }
  return { name, state: 'waiting', words: share === 0 ? 'Nobody sees it yet.' : `${share}% of the sessions see it.` }
}

export const many = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
