import assert from 'node:assert/strict'
import { test } from 'node:test'

import { canMove, sessionReasons, type SessionReason } from '@posthorn/contract'
import fc from 'fast-check'

import { decideMove, reconnectWaitsMs, type Signal } from './decide-move.ts'
import type { Session } from './session.ts'

const START = Date.UTC(2026, 3, 19)

const fresh: Session = {
  channelId: 'chan_1',
  workspaceId: 'ws_1',
  status: 'pending',
  reason: null,
  reasonDetail: null,
  announced: false,
  linked: false,
  wanted: true,
  run: 1,
  holder: 'node_1',
  driver: 'simulator',
  attempts: 0,
  reconnectsAt: null,
  qr: null,
  qrExpiresAt: null,
  phoneNumber: null,
  webhookId: null,
  webhookUrl: null,
  lastSeenAt: null,
  connectedAt: null,
  noticedAt: null,
  createdAt: START,
  updatedAt: START,
}

const up: Session = { ...fresh, status: 'connected', announced: true, linked: true, connectedAt: START }
const lost = (reason: SessionReason): Signal => ({ kind: 'disconnected', reason, detail: null })

/** What follows from each reason. A new one has to be put here, with a thought. */
const follows: Record<SessionReason, 'again' | 'stays' | 'unlinked'> = {
  connection_lost: 'again',
  no_life_sign: 'again',
  phone_offline: 'again',
  service_unavailable: 'again',
  session_error: 'again',
  server_restart: 'again',
  driver_unavailable: 'again',
  requested: 'stays',
  replaced: 'stays',
  qr_expired: 'stays',
  logged_out: 'unlinked',
  banned: 'unlinked',
  link_broken: 'unlinked',
}

for (const reason of sessionReasons) {
  test(`a session lost by ${reason} ${follows[reason]}`, () => {
    const move = decideMove(up, lost(reason), START + 90_000)
    assert.ok(move)
    const { session, forget, told, notice } = move
    assert.deepEqual([session.status, session.reason, session.announced], ['disconnected', reason, false])
    assert.equal(session.wanted, follows[reason] === 'again')
    assert.equal(session.reconnectsAt, follows[reason] === 'again' ? START + 91_000 : null)
    assert.equal(session.linked, follows[reason] !== 'unlinked')
    assert.equal(forget, follows[reason] === 'unlinked')
    assert.equal(told, 'lost')
    assert.equal(notice, reason !== 'requested')
  })
}

test('the waits grow while it does not come back, and are short again after it was there for a while', () => {
  let session = up
  const waits: number[] = []
  for (let attempt = 0; attempt < 10; attempt++) {
    const move = decideMove(session, lost('connection_lost'), START)
    assert.ok(move)
    waits.push((move.session.reconnectsAt ?? 0) - START)
    session = { ...move.session, status: 'connecting' }
  }
  assert.deepEqual(waits, [...reconnectWaitsMs, 300_000, 300_000])
  const back = decideMove(session, { kind: 'connected', phone: null }, START)?.session
  assert.ok(back)
  const flapping = decideMove(back, lost('connection_lost'), START + 59_999)?.session
  assert.equal(flapping?.reconnectsAt, START + 59_999 + 300_000)
  const settled = decideMove(back, lost('connection_lost'), START + 60_000)?.session
  assert.equal(settled?.reconnectsAt, START + 61_000)
})

test('errors of the session itself end after a while, since going on is of no use', () => {
  let session = up
  let attempts = 0
  while (session.wanted && attempts < 20) {
    session = { ...(decideMove(session, lost('session_error'), START) as { session: Session }).session }
    if (session.wanted) session = { ...session, status: 'connecting' }
    attempts++
  }
  assert.deepEqual([attempts, session.linked], [6, true])
})

test('owners hear of what passes by itself every quarter of an hour at most, and of what does not at once', () => {
  const first = decideMove(up, lost('connection_lost'), START)
  assert.equal(first?.notice, true)
  const again = (reason: SessionReason, at: number) =>
    decideMove({ ...up, noticedAt: first?.session.noticedAt ?? null }, lost(reason), at)?.notice
  assert.equal(again('connection_lost', START + 899_999), false)
  assert.equal(again('connection_lost', START + 900_000), true)
  assert.equal(again('banned', START + 1), true)
})

test('a process that leaves a connected session says neither that it is connected nor that it is lost', () => {
  const move = decideMove(up, { kind: 'left' }, START)
  assert.deepEqual(
    [move?.session.status, move?.session.reason, move?.session.holder, move?.told, move?.session.announced],
    ['connecting', 'server_restart', '', null, true],
  )
  const back = decideMove(move?.session ?? up, { kind: 'connected', phone: null }, START)
  assert.deepEqual([back?.told, back?.session.reason], [null, null])
  const gone = decideMove(move?.session ?? up, lost('connection_lost'), START)
  assert.equal(gone?.told, 'lost')
})

const signals = fc.oneof(
  fc.constant<Signal>({ kind: 'begun' }),
  fc.constant<Signal>({ kind: 'qr', sealed: 'sealed', expiresAt: START + 1 }),
  fc.constant<Signal>({ kind: 'connected', phone: '+15005550006' }),
  fc.constant<Signal>({ kind: 'left' }),
  fc.constantFrom(...sessionReasons).map(lost),
)

test('whatever is heard in whatever order: only allowed moves, and each loss told once between two connections', () => {
  fc.assert(
    fc.property(fc.array(signals, { maxLength: 40 }), (heard) => {
      let session = fresh
      let told: 'connected' | 'lost' | null = null
      let now = START
      for (const signal of heard) {
        now += 10_000
        const move = decideMove(session, signal, now)
        if (move === null) continue
        const { status } = move.session
        assert.ok(status === session.status || canMove('session', session.status, status))
        if (move.told !== null) {
          assert.notEqual(move.told, told)
          told = move.told
        }
        if (status === 'connected')
          assert.ok((told === 'connected' && signal.kind === 'connected') || session.status === 'connected')
        if (status === 'disconnected') assert.ok(told !== 'connected' && move.session.reason !== null)
        // Somebody tries again, or nobody is to.
        if (status === 'disconnected') assert.equal(move.session.reconnectsAt !== null, move.session.wanted)
        assert.ok(move.session.qr === null || status === 'pending')
        session = move.session
      }
    }),
  )
})
