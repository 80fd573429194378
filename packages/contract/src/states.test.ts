import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canMove, isAllowed, stateMachines, type StateMachine } from './index.ts'

/** Every move there is. What is not listed is forbidden. */
const allowed: Record<StateMachine, string[]> = {
  webhook: ['active>failing', 'active>inactive', 'failing>active', 'failing>inactive', 'inactive>active'],
  delivery: [
    'pending>delivered',
    'pending>retrying',
    'pending>permanent_failure',
    'pending>cancelled',
    'retrying>delivered',
    'retrying>permanent_failure',
    'retrying>cancelled',
    'retrying>pending',
    'delivered>pending',
    'permanent_failure>pending',
    'cancelled>pending',
  ],
  attempt: ['pending>success', 'pending>failed'],
  message: [
    'scheduled>queued',
    'scheduled>sent',
    'scheduled>delivered',
    'scheduled>read',
    'scheduled>failed',
    'scheduled>cancelled',
    'queued>paused',
    'queued>sent',
    'queued>delivered',
    'queued>read',
    'queued>failed',
    'queued>cancelled',
    'paused>queued',
    'paused>failed',
    'paused>cancelled',
    'sent>delivered',
    'sent>read',
    'sent>failed',
    'delivered>read',
    'delivered>failed',
  ],
  channel: [
    'disconnected>connected',
    'connected>disconnected',
    'connected>error',
    'error>connected',
    'error>disconnected',
  ],
  session: [
    'pending>connected',
    'pending>disconnected',
    'connecting>connected',
    'connecting>pending',
    'connecting>disconnected',
    'connected>connecting',
    'connected>disconnected',
    'disconnected>pending',
    'disconnected>connecting',
  ],
  apiKey: ['active>expired', 'active>revoked', 'expired>revoked'],
  recovery: ['running>done', 'running>cancelled'],
  notification: ['stored>sending', 'sending>sent', 'sending>failed', 'sending>stored', 'failed>sending'],
  verification: ['pending>approved', 'pending>expired', 'pending>failed', 'pending>cancelled'],
  template: [
    'draft>pending',
    'pending>approved',
    'pending>rejected',
    'pending>paused',
    'pending>disabled',
    'approved>pending',
    'approved>rejected',
    'approved>paused',
    'approved>disabled',
    'rejected>pending',
    'rejected>approved',
    'rejected>disabled',
    'paused>pending',
    'paused>approved',
    'paused>rejected',
    'paused>disabled',
    'disabled>pending',
    'disabled>approved',
  ],
  emailDomain: ['pending>verified', 'pending>failed', 'verified>failed', 'failed>verified'],
  document: ['draft>active', 'active>draft'],
  readiness: ['processing>ready', 'processing>failed', 'ready>processing', 'failed>processing'],
  chatRequest: [
    'pending>processing',
    'pending>completed',
    'pending>failed',
    'processing>completed',
    'processing>failed',
  ],
  chatSession: ['open>closed'],
  gap: ['open>resolved', 'open>dismissed', 'resolved>open', 'resolved>dismissed', 'dismissed>open'],
  rollout: [
    'draft>running',
    'draft>rolled_back',
    'running>paused',
    'running>expanded',
    'running>rolled_back',
    'paused>running',
    'paused>rolled_back',
    'expanded>paused',
    'expanded>done',
    'expanded>rolled_back',
  ],
}

for (const machine of Object.keys(stateMachines) as StateMachine[]) {
  test(`${machine}: the moves of the table are allowed and no others`, () => {
    const { states } = stateMachines[machine]
    const possible = states.flatMap((from) =>
      states.filter((to) => canMove(machine, from, to)).map((to) => `${from}>${to}`),
    )
    assert.deepEqual(possible.sort(), allowed[machine].sort())
  })

  test(`${machine}: its actions name its own states`, () => {
    const { states, allowedFrom } = stateMachines[machine]
    for (const from of Object.values(allowedFrom) as string[][]) {
      for (const state of from) assert.ok((states as readonly string[]).includes(state), state)
    }
  })
}

test('a message never goes back', () => {
  assert.ok(!canMove('message', 'read', 'delivered'))
  assert.ok(!canMove('message', 'delivered', 'sent'))
  assert.ok(!canMove('message', 'sent', 'queued'))
  assert.ok(!canMove('message', 'failed', 'sent'))
  assert.ok(!canMove('message', 'queued', 'scheduled'))
  assert.ok(!canMove('message', 'cancelled', 'sent'))
})

test('what may be done to a delivery depends on its state', () => {
  assert.ok(isAllowed('delivery', 'attempt', 'retrying'))
  assert.ok(!isAllowed('delivery', 'attempt', 'delivered'))
  assert.ok(isAllowed('delivery', 'resend', 'permanent_failure'))
  assert.ok(!isAllowed('delivery', 'resend', 'pending'))
  assert.ok(!isAllowed('delivery', 'cancel', 'delivered'))
})
