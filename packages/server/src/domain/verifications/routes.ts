import type { Verification as PublicVerification, VerificationCheck } from '@posthorn/contract'

import { ApiError, invalid, notFound } from '../../kernel/api-error.ts'
import { type Answer, type Call, dataAnswer, type Handlers } from '../../kernel/call.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { KeyedHash } from '../../kernel/keyed-hash.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { Random } from '../../kernel/random.ts'
import { isoTime, isoTimeOrNull } from '../../kernel/time.ts'
import type { Store, Transaction } from '../../store/index.ts'
import { normaliseEmail, normalisePhone } from '../contacts/index.ts'
import type { SendCode } from '../messages/index.ts'
import { codeTexts, hiddenCode, ttlMsOf } from './code-texts.ts'
import { COUNTED_MS, refuseTooMany } from './limit-codes.ts'
import {
  cancelPending,
  holdRecipient,
  insertVerification,
  latestOf,
  sentSince,
  verificationById,
  writeCheck,
} from './store.ts'
import { attemptsLeft, decideCheck, stateAt, type Verification } from './verification.ts'

type VerificationRoute = 'verify.send' | 'verify.check' | 'verify.status'

export interface VerificationDeps {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly random: Random
  /** Of codes; see `hashable`. */
  readonly hash: KeyedHash
  readonly sendCode: SendCode
  /** Runs a write and keeps its answer for the call's idempotency key in the same transaction. */
  readonly write: (call: Pick<Call, 'once'>, work: (tx: Transaction) => Promise<Answer>) => Promise<Answer>
}

const DEFAULT_LENGTH = 6

export function verificationRoutes(deps: VerificationDeps): Handlers<VerificationRoute> {
  const { store, clock } = deps
  return {
    'verify.send': (call) => sendVerification(deps, call),
    'verify.check': (call) => checkVerification(deps, call),

    async 'verify.status'({ caller, params }) {
      const verification = await verificationById(store.read, caller, params.verification_id)
      if (!verification) throw notFound('verification')
      return dataAnswer(200, render(verification, clock.now()))
    },
  }
}

/** Sends a code: the message, the verification and the end of the one before it stand in one transaction. */
async function sendVerification(deps: VerificationDeps, call: Call<'verify.send'>): Promise<Answer> {
  const { body, caller } = call
  const { workspaceId, simulated } = caller
  const channel = body.channel ?? 'sms'
  const now = deps.clock.now()
  const ttlMs = ttlMsOf(body.ttl)
  const code = Array.from({ length: body.length ?? DEFAULT_LENGTH }, () => deps.random.below(10)).join('')
  const id = deps.newId.prefixed('ver')
  const draft: Omit<Verification, 'messageId'> = {
    id,
    workspaceId,
    simulated,
    channel,
    recipient: readRecipient(body.to, channel === 'email'),
    codeHash: deps.hash.hash(hashable(id, code)),
    state: 'pending',
    wrongCodes: 0,
    createdAt: now,
    expiresAt: now + ttlMs,
    endedAt: null,
  }
  let messageId = ''
  const { send } = await deps.sendCode({
    call,
    channel,
    to: body.to,
    said: codeTexts(body, code, ttlMs),
    shown: codeTexts(body, hiddenCode(code), ttlMs),
    senderId: channel === 'sms' ? body.sender_id : undefined,
    answer(accepted) {
      messageId = accepted
      return dataAnswer(201, { ...render({ ...draft, messageId }, now), ...(simulated ? { test_code: code } : {}) })
    },
  })
  return deps.store.transaction(async (tx) => {
    await holdRecipient(tx, deps.store.words, draft)
    refuseTooMany(await sentSince(tx, draft, now - COUNTED_MS), now)
    await cancelPending(tx, draft, now)
    const answer = await send(tx)
    await insertVerification(tx, { ...draft, messageId })
    return answer
  })
}

/** Checks a code. Its row is held meanwhile: of several right ones at once, one is told that it is. */
async function checkVerification(deps: VerificationDeps, call: Call<'verify.check'>): Promise<Answer> {
  const { body, caller } = call
  const { workspaceId, simulated } = caller
  const { verification_id, to } = body
  if (verification_id === undefined && to === undefined)
    throw invalid('verification_id', 'it is missing; give it, or the recipient as to')
  const recipient = to === undefined ? null : readRecipient(to, to.includes('@'))
  const code = body.code.replace(/[\s-]/g, '')
  return deps.write(call, async (tx) => {
    const id = verification_id ?? (await latestOf(tx, { workspaceId, simulated, recipient: recipient ?? '' }))
    const verification = id && (await verificationById(tx, caller, id, deps.store.words.forUpdate))
    if (!verification || (recipient !== null && verification.recipient !== recipient)) throw notFound('verification')
    const matches = deps.hash.matches(hashable(verification.id, code), verification.codeHash)
    const { valid, after } = decideCheck(verification, matches, deps.clock.now())
    await writeCheck(tx, verification.id, after)
    const shown: VerificationCheck = {
      id: verification.id,
      valid,
      status: after.state,
      attempts_left: attemptsLeft(after),
    }
    return dataAnswer(200, shown)
  })
}

/** The id salts it: the same code has another hash each time. */
function hashable(id: string, code: string): string {
  return `${id}\n${code}`
}

function readRecipient(to: string, isEmail: boolean): string {
  if (isEmail) {
    const address = normaliseEmail(to)
    if (!address)
      throw invalid('to', `${JSON.stringify(to)} is no e-mail address; give it bare, such as maria@example.com`)
    return address.key
  }
  const phone = normalisePhone(to)
  if (phone === null) throw new ApiError('INVALID_PHONE', { param: 'to', words: { value: JSON.stringify(to) } })
  return phone
}

function render(verification: Verification, now: number): PublicVerification {
  return {
    id: verification.id,
    object: 'verification',
    to: verification.recipient,
    channel: verification.channel,
    status: stateAt(verification, now),
    attempts_left: attemptsLeft(verification),
    message_id: verification.messageId,
    test: verification.simulated,
    created_at: isoTime(verification.createdAt),
    expires_at: isoTime(verification.expiresAt),
    ended_at: isoTimeOrNull(verification.endedAt),
  }
}
