import assert from 'node:assert/strict'
import { test } from 'node:test'

import { canMove, emailDomainStates } from '@posthorn/contract'

import { decideAfterCheck, PENDING_AT_MOST_MS } from './decide-after-check.ts'
import { type EmailDomain, reasonOf, recordNames, UNCHECKED_RECORDS } from './email-domain.ts'
import type { Finding, Findings } from './find-records.ts'

const CREATED = Date.UTC(2026, 3, 19)
const added: EmailDomain = {
  id: 'dom_1',
  workspaceId: 'ws_1',
  domain: 'example.com',
  state: 'pending',
  selector: 'ph-1',
  publicKey: '',
  sealedPrivateKey: '',
  records: UNCHECKED_RECORDS,
  createdAt: CREATED,
  checkedAt: null,
  verifiedAt: null,
}

type Verdict = Finding['judgement']['verdict']

function found(verdict: Verdict): Finding {
  const judgement = verdict === 'right' ? { verdict } : { verdict, problem: `it is ${verdict}` }
  return { judgement, found: verdict === 'right' ? ['text'] : [], foundAt: verdict === 'right' ? 'name' : null }
}

const findings = (all: Verdict, but: Partial<Record<keyof Findings, Verdict>> = {}): Findings => {
  const of = (name: keyof Findings) => found(but[name] ?? all)
  return { dkim: of('dkim'), spf: of('spf'), dmarc: of('dmarc'), return_path: of('return_path') }
}

const states = ({ records }: EmailDomain) => recordNames.map((name) => records[name].state).join(' ')

test('with its three records it is verified, with or without a return path', () => {
  const after = decideAfterCheck(added, findings('right', { return_path: 'missing' }), CREATED + 1)
  assert.deepEqual(
    [after.state, after.verifiedAt, after.checkedAt, states(after), reasonOf(after)],
    ['verified', CREATED + 1, CREATED + 1, 'verified verified verified pending', null],
  )
  const again = decideAfterCheck(after, findings('right'), CREATED + 2)
  assert.deepEqual([again.state, again.verifiedAt, again.checkedAt], ['verified', CREATED + 1, CREATED + 2])
})

test('what is not published yet is waited for, three days', () => {
  const waiting = decideAfterCheck(added, findings('right', { spf: 'missing' }), CREATED + PENDING_AT_MOST_MS - 1)
  assert.deepEqual([waiting.state, states(waiting)], ['pending', 'verified pending verified verified'])
  const given = decideAfterCheck(waiting, findings('right', { spf: 'missing' }), CREATED + PENDING_AT_MOST_MS)
  assert.deepEqual([given.state, reasonOf(given)], ['failed', 'SPF: it is missing'])
})

test('what is published wrong has failed at once', () => {
  const after = decideAfterCheck(added, findings('missing', { dkim: 'wrong' }), CREATED)
  assert.deepEqual([after.state, states(after)], ['failed', 'failed pending pending pending'])
  const mended = decideAfterCheck(after, findings('right', { dmarc: 'missing' }), CREATED)
  assert.equal(mended.state, 'failed', 'a domain that has failed does not go back to pending')
})

test('a record that is taken away fails the domain, and its return verifies it anew', () => {
  const verified = decideAfterCheck(added, findings('right'), CREATED)
  for (const name of ['dkim', 'spf', 'dmarc'] as const) {
    const lost = decideAfterCheck(verified, findings('right', { [name]: 'missing' }), CREATED + 1)
    assert.deepEqual([lost.state, lost.records[name].state, lost.verifiedAt], ['failed', 'failed', null], name)
    const back = decideAfterCheck(lost, findings('right'), CREATED + 2)
    assert.deepEqual([back.state, back.verifiedAt], ['verified', CREATED + 2])
  }
  const bounces = decideAfterCheck(verified, findings('right', { return_path: 'missing' }), CREATED + 1)
  assert.deepEqual([bounces.state, bounces.records.return_path.state], ['verified', 'failed'])
})

test('name servers that do not answer change no state, and are spoken of', () => {
  const verified = decideAfterCheck(added, findings('right'), CREATED)
  const after = decideAfterCheck(verified, findings('unknown'), CREATED + 1)
  assert.deepEqual(
    [after.state, states(after), after.records.spf.found, after.records.spf.checkedAt, reasonOf(after)],
    ['verified', states(verified), ['text'], CREATED, 'DKIM: it is unknown'],
  )
  assert.equal(decideAfterCheck(added, findings('unknown'), CREATED + 10 * PENDING_AT_MOST_MS).state, 'pending')
})

test('every move is one of the contract’s table', () => {
  const verdicts = ['right', 'missing', 'wrong', 'unknown'] as const
  for (const state of emailDomainStates)
    for (const dkim of emailDomainStates)
      for (const verdict of verdicts)
        for (const other of verdicts) {
          const records = { ...UNCHECKED_RECORDS, dkim: { ...UNCHECKED_RECORDS.dkim, state: dkim } }
          const after = decideAfterCheck({ ...added, state, records }, findings(other, { dkim: verdict }), CREATED)
          assert.ok(after.state === state || canMove('emailDomain', state, after.state), `${state} to ${after.state}`)
          const record = after.records.dkim.state
          assert.ok(record === dkim || canMove('emailDomain', dkim, record), `record ${dkim} to ${record}`)
        }
})
