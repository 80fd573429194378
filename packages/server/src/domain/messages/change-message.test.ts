import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { canMove, type MessageState, messageStates } from '@posthorn/contract'
import fc from 'fast-check'

import { decideChange, engagementKey, type MessageChange, type Standing } from './change-message.ts'
import { type MessageKind, NO_PROGRESS } from './message.ts'
import type { ReportedChange } from './port.ts'

const queued = (kind: MessageKind): Standing => ({ kind, progress: NO_PROGRESS, engagements: new Set() })
const inState = (kind: MessageKind, state: MessageState): Standing => ({
  ...queued(kind),
  progress: { ...NO_PROGRESS, state },
})
const failed: ReportedChange = { status: 'failed', code: 'undeliverable', message: 'No.' }
const bounced: ReportedChange = { status: 'bounced', bounceType: 'hard', error: '550' }

for (const [kind, from, change, expected] of [
  ['sms', 'queued', { status: 'sent' }, 'sent'],
  ['sms', 'sent', { status: 'delivered' }, 'delivered'],
  ['sms', 'queued', { status: 'delivered' }, 'delivered'],
  ['sms', 'delivered', { status: 'sent' }, null],
  ['sms', 'delivered', { status: 'delivered' }, null],
  ['sms', 'delivered', { status: 'read' }, null],
  ['sms', 'sent', failed, 'failed'],
  ['sms', 'delivered', failed, null],
  ['sms', 'failed', { status: 'delivered' }, null],
  ['sms', 'sent', bounced, null],
  ['whatsapp', 'sent', { status: 'read' }, 'read'],
  ['whatsapp', 'read', { status: 'delivered' }, null],
  ['whatsapp', 'read', failed, null],
  ['email', 'delivered', bounced, 'failed'],
  ['email', 'delivered', failed, 'failed'],
  ['email', 'sent', bounced, 'failed'],
  ['email', 'delivered', { status: 'read' }, null],
] as const) {
  test(`${kind}: ${from}, then ${change.status}: ${expected ?? 'recorded only'}`, () => {
    const decision = decideChange(inState(kind, from), { ...change, at: 7 })
    assert.equal(decision.kind === 'apply' ? decision.progress.state : null, expected)
  })
}

test('a bounce leaves its reason and its time', () => {
  const decision = decideChange(inState('email', 'sent'), { ...bounced, at: 7 })
  assert.ok(decision.kind === 'apply')
  const { errorCode, errorMessage, failedAt } = decision.progress
  assert.deepEqual(
    { errorCode, errorMessage, failedAt },
    { errorCode: 'hard_bounce', errorMessage: '550', failedAt: 7 },
  )
})

test('opens count once, clicks once for each address, and neither moves the state', () => {
  const standing = { ...inState('email', 'delivered'), engagements: new Set<string>() }
  const clicks = ['https://a.example', 'https://b.example', 'https://a.example'].map(
    (url) => ({ status: 'clicked', url }) as const,
  )
  const kinds = [{ status: 'opened' } as const, { status: 'opened' } as const, ...clicks].map((change) => {
    const decision = decideChange(standing, { ...change, at: 7 })
    if (decision.kind === 'apply') {
      standing.engagements.add(engagementKey(change))
      assert.equal(decision.progress.state, 'delivered')
    }
    return decision.kind
  })
  assert.deepEqual(kinds, ['apply', 'record', 'apply', 'apply', 'record'])
})

describe('however reports are shuffled, doubled and dropped', () => {
  const statuses = {
    sms: ['sent', 'delivered'],
    whatsapp: ['sent', 'delivered', 'read'],
    email: ['sent', 'delivered'],
  } as const

  for (const kind of ['sms', 'whatsapp', 'email'] as const) {
    const good = fc.constantFrom<ReportedChange>(...statuses[kind].map((status) => ({ status })))
    const any = fc.oneof(
      good,
      fc.constantFrom<ReportedChange>(failed, bounced, { status: 'read' }, { status: 'opened' }),
    )

    test(`${kind}: the state ends at the furthest that was reported`, () => {
      fc.assert(
        fc.property(fc.array(good, { maxLength: 12 }), (reports) => {
          const furthest = Math.max(
            messageStates.indexOf('queued'),
            ...reports.map(({ status }) => messageStates.indexOf(status as MessageState)),
          )
          assert.equal(run(kind, reports).at(-1) ?? 'queued', messageStates[furthest])
        }),
      )
    })

    test(`${kind}: the state only moves forward, failures included`, () => {
      fc.assert(
        fc.property(fc.array(any, { maxLength: 12 }), (reports) => {
          let before: MessageState = 'queued'
          for (const state of run(kind, reports)) {
            assert.ok(state === before || canMove('message', before, state), `${before} to ${state}`)
            before = state
          }
        }),
      )
    })
  }

  function run(kind: MessageKind, reports: readonly ReportedChange[]): MessageState[] {
    let standing = queued(kind)
    return reports.map((report, at) => {
      const change: MessageChange = { ...report, at }
      const decision = decideChange(standing, change)
      if (decision.kind === 'apply') standing = { ...standing, progress: decision.progress }
      return standing.progress.state
    })
  }
})
