import type { VerificationChannel, VerificationState } from '@posthorn/contract'

import { batchTable, type Reader, type Store, type Transaction } from '../../store/index.ts'
import type { Verification } from './verification.ts'

/** Whose codes: those of test keys are apart from the others. */
export interface RecipientPlace {
  readonly workspaceId: string
  readonly recipient: string
  readonly simulated: boolean
}

interface VerificationRow {
  id: string
  workspace_id: string
  simulated: number
  channel: VerificationChannel
  recipient: string
  code_hash: string
  state: VerificationState
  wrong_codes: number
  message_id: string
  created_at: number
  expires_at: number
  ended_at: number | null
}

function toVerification(row: VerificationRow): Verification {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    simulated: row.simulated === 1,
    channel: row.channel,
    recipient: row.recipient,
    codeHash: row.code_hash,
    state: row.state,
    wrongCodes: row.wrong_codes,
    messageId: row.message_id,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
  }
}

const recipientTable = batchTable('verification_recipient', {
  workspace_id: 'text',
  recipient: 'text',
  simulated: 'integer',
})

const verificationTable = batchTable('verification', {
  id: 'text',
  workspace_id: 'text',
  simulated: 'integer',
  channel: 'text',
  recipient: 'text',
  code_hash: 'text',
  state: 'text',
  wrong_codes: 'integer',
  message_id: 'text',
  created_at: 'time',
  expires_at: 'time',
  ended_at: 'time',
})

/** Holds a recipient until the end of the transaction: of codes sent to one at once, each sees those before it. */
export async function holdRecipient(
  tx: Transaction,
  words: Store['words'],
  { workspaceId, recipient, simulated }: RecipientPlace,
): Promise<void> {
  const row = { workspace_id: workspaceId, recipient, simulated: simulated ? 1 : 0 }
  await tx.insertNewRows(recipientTable, ['workspace_id', 'recipient', 'simulated'], [row])
  await tx.all(
    `select recipient from verification_recipient where workspace_id = $1 and recipient = $2 and simulated = $3
     ${words.forUpdate}`,
    [workspaceId, recipient, row.simulated],
  )
}

/** When codes were sent to a recipient, after `since`. */
export async function sentSince(
  read: Reader,
  { workspaceId, recipient, simulated }: RecipientPlace,
  since: number,
): Promise<number[]> {
  const rows = await read.all<{ created_at: number }>(
    `select created_at from verification
     where workspace_id = $1 and recipient = $2 and simulated = $3 and created_at > $4`,
    [workspaceId, recipient, simulated ? 1 : 0, since],
  )
  return rows.map((row) => row.created_at)
}

/** Ends what is pending for a recipient, since another code takes its place. */
export async function cancelPending(
  tx: Transaction,
  { workspaceId, recipient, simulated }: RecipientPlace,
  now: number,
): Promise<void> {
  await tx.run(
    `update verification set state = case when expires_at <= $4 then 'expired' else 'cancelled' end, ended_at = $4
     where workspace_id = $1 and recipient = $2 and simulated = $3 and state = 'pending'`,
    [workspaceId, recipient, simulated ? 1 : 0, now],
  )
}

export function insertVerification(tx: Transaction, verification: Verification): Promise<void> {
  return tx.insertRows(verificationTable, [
    {
      id: verification.id,
      workspace_id: verification.workspaceId,
      simulated: verification.simulated ? 1 : 0,
      channel: verification.channel,
      recipient: verification.recipient,
      code_hash: verification.codeHash,
      state: verification.state,
      wrong_codes: verification.wrongCodes,
      message_id: verification.messageId,
      created_at: verification.createdAt,
      expires_at: verification.expiresAt,
      ended_at: verification.endedAt,
    },
  ])
}

/** A verification of the live keys, or of the test keys; with `lock`, held until the end of the transaction. */
export async function verificationById(
  read: Reader,
  { workspaceId, simulated }: Pick<RecipientPlace, 'workspaceId' | 'simulated'>,
  id: string,
  lock = '',
): Promise<Verification | undefined> {
  const [row] = await read.all<VerificationRow>(
    `select * from verification where id = $1 and workspace_id = $2 and simulated = $3 ${lock}`,
    [id, workspaceId, simulated ? 1 : 0],
  )
  return row && toVerification(row)
}

/** Id of the one that was sent last to a recipient. */
export async function latestOf(
  read: Reader,
  { workspaceId, recipient, simulated }: RecipientPlace,
): Promise<string | undefined> {
  const [row] = await read.all<{ id: string }>(
    `select id from verification where workspace_id = $1 and recipient = $2 and simulated = $3 order by id desc limit 1`,
    [workspaceId, recipient, simulated ? 1 : 0],
  )
  return row?.id
}

/** Writes what a check changed, to a row that the transaction holds. */
export async function writeCheck(
  tx: Transaction,
  id: string,
  { state, wrongCodes, endedAt }: Pick<Verification, 'state' | 'wrongCodes' | 'endedAt'>,
): Promise<void> {
  await tx.run('update verification set state = $2, wrong_codes = $3, ended_at = $4 where id = $1', [
    id,
    state,
    wrongCodes,
    endedAt,
  ])
}
