import type { Jobs } from '../../engine/index.ts'
import { HOUR_MS, MINUTE_MS } from '../../kernel/time.ts'
import type { Transaction } from '../../store/index.ts'
import type { Crawl, Document, DocumentFailure } from './document.ts'

export const uncrawled: Crawl = {
  ...{ recrawlEveryMs: null, recrawlAt: null, crawledAt: null, crawlTag: null, crawlFailure: null, crawlFailures: 0 },
}

/** The kind of the jobs that fetch pages again. */
export const RECRAWL = 'recrawl-document'

/** It does its work only while its document is to be fetched at `at`: whoever sets another time leaves the job behind. */
export interface RecrawlPayload {
  readonly workspaceId: string
  readonly siteId: string
  readonly documentId: string
  readonly at: number
}

/** After a failure that may pass by itself: five minutes, doubling, never longer than usual. */
const FIRST_WAIT_MS = 5 * MINUTE_MS
/** Where nobody set how often: after so many tries it is given up. */
const MOST_TRIES_ONCE = 5
const PASSING = new Set<DocumentFailure['code']>(['unreachable', 'took_too_long'])

/** What a document is once its page was fetched. */
export function crawled(
  document: Document,
  { tag, at }: { readonly tag: string | null; readonly at: number },
): Document {
  const recrawlAt = document.recrawlEveryMs === null ? null : at + document.recrawlEveryMs
  return { ...document, crawledAt: at, crawlTag: tag, recrawlAt, crawlFailure: null, crawlFailures: 0 }
}

/** What it is once fetching it again failed; what was read before stays. */
export function crawlFailed(document: Document, { code, message }: DocumentFailure, now: number): Document {
  const crawlFailures = document.crawlFailures + 1
  const every = document.recrawlEveryMs
  const backoff = Math.min(FIRST_WAIT_MS * 2 ** Math.min(document.crawlFailures, 20), every ?? HOUR_MS)
  const isWorthIt = PASSING.has(code) && (every !== null || crawlFailures < MOST_TRIES_ONCE)
  const wait = isWorthIt ? backoff : every
  const recrawlAt = wait === null ? null : now + wait
  return { ...document, crawlFailure: { code, message }, crawlFailures, recrawlAt, updatedAt: now }
}

/** Enqueues the job of a document's next fetch, in the transaction that set its time. One that is there already is enough. */
export async function enqueueRecrawl(
  tx: Transaction,
  { jobs }: { readonly jobs: Jobs },
  { before, document }: { readonly before: Document; readonly document: Document },
): Promise<void> {
  const { workspaceId, siteId, id, recrawlAt } = document
  if (recrawlAt === null || recrawlAt === before.recrawlAt) return
  const payload: RecrawlPayload = { workspaceId, siteId, documentId: id, at: recrawlAt }
  await jobs.enqueue(tx, [{ kind: RECRAWL, payload, dueAt: recrawlAt, workspaceId }])
}
