import type { OnceKey } from '../../kernel/call.ts'
import { batchTable, type Transaction, type Reader } from '../../store/index.ts'

export interface StoredAnswer {
  readonly fingerprint: string
  readonly status: number
  readonly expiresAt: number
  /** '' where the answer had no body. */
  readonly sealedBody: string
}

interface NewAnswer {
  readonly once: OnceKey
  readonly status: number
  readonly sealedBody: string
  readonly createdAt: number
  readonly expiresAt: number
}

const answerTable = batchTable('idempotent_reply', {
  api_key_id: 'text',
  idempotency_key: 'text',
  fingerprint: 'text',
  status: 'integer',
  body: 'text',
  created_at: 'time',
  expires_at: 'time',
})

const KEY = ['api_key_id', 'idempotency_key'] as const

/** The answer kept under a key, expired or not. */
export async function answerOf(read: Reader, once: OnceKey): Promise<StoredAnswer | undefined> {
  const [row] = await read.all<{ fingerprint: string; status: number; body: string; expires_at: number }>(
    `select fingerprint, status, body, expires_at from idempotent_reply where api_key_id = $1 and idempotency_key = $2`,
    [once.apiKeyId, once.idempotencyKey],
  )
  return row && { fingerprint: row.fingerprint, status: row.status, sealedBody: row.body, expiresAt: row.expires_at }
}

/** Inserts the answers whose key is free; says for each, in order, whether it was. */
export async function insertAnswers(tx: Transaction, answers: readonly NewAnswer[]): Promise<boolean[]> {
  const nameOf = ({ once }: NewAnswer): string => `${once.apiKeyId}\n${once.idempotencyKey}`
  // Two calls with one key in the same batch: the first wins, as it would one transaction later.
  const first = new Map<string, NewAnswer>()
  for (const answer of answers) if (!first.has(nameOf(answer))) first.set(nameOf(answer), answer)
  const inserted = await tx.insertNewRows(
    answerTable,
    KEY,
    [...first.values()].map(({ once, status, sealedBody, createdAt, expiresAt }) => ({
      api_key_id: once.apiKeyId,
      idempotency_key: once.idempotencyKey,
      fingerprint: once.fingerprint,
      status,
      body: sealedBody,
      created_at: createdAt,
      expires_at: expiresAt,
    })),
  )
  return answers.map((answer) => first.get(nameOf(answer)) === answer && inserted.has(nameOf(answer)))
}

export function deleteExpiredAnswer(tx: Transaction, once: OnceKey, now: number): Promise<number> {
  return tx.run('delete from idempotent_reply where api_key_id = $1 and idempotency_key = $2 and expires_at <= $3', [
    once.apiKeyId,
    once.idempotencyKey,
    now,
  ])
}

export function deleteExpiredAnswers(tx: Transaction, now: number): Promise<number> {
  return tx.run('delete from idempotent_reply where expires_at <= $1', [now])
}
