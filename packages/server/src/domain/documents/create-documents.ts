import type { Answer, Call } from '../../kernel/call.ts'
import type { Timer } from '../../kernel/clock.ts'
import type { Transaction } from '../../store/index.ts'
import { LIVE } from '../knowledge/index.ts'
import { deleteAll } from './bulk-documents.ts'
import type { Giver } from './deps.ts'
import type { Owner } from './document.ts'
import { documentFileRoutes, type FileRouteDeps } from './file-routes.ts'
import { defineIngest } from './ingest-document.ts'
import type { NewDocument, ShelfOf } from './new-document.ts'
import { type Prepared, prepareDocument } from './prepare-document.ts'
import { type Put, putDocument } from './put-document.ts'
import { defineRecrawl } from './recrawl-document.ts'
import { acceptDocument, documentRoutes } from './routes.ts'
import { watchStuck } from './watch-stuck.ts'

/** Everything is everybody's. */
export const everybodys: ShelfOf = () => Promise.resolve({ shelf: LIVE })

/** The documents of sites: their routes, their jobs, and what other modules do with them. */
export function createDocuments(deps: FileRouteDeps) {
  defineIngest(deps)
  defineRecrawl(deps)
  let watch: Timer | null = null
  return {
    routes: { ...documentRoutes(deps), ...documentFileRoutes(deps) },

    /** Takes a document of a call in. */
    accept: (call: Pick<Call, 'caller' | 'once'>, document: NewDocument): Promise<Answer> =>
      acceptDocument(deps, call, document),

    /** Reads, hashes and cuts a document, before a transaction begins. */
    prepare: (by: Pick<Giver, 'workspaceId'>, document: NewDocument): Promise<Prepared> =>
      prepareDocument(deps.store.read, by, document),

    /** Writes a prepared document in the caller's transaction. */
    put: (tx: Transaction, by: Giver, prepared: Prepared): Promise<Put> => putDocument(tx, deps, by, prepared),

    /** Deletes documents in the caller's transaction; returns the ids of those that were there. */
    remove: (tx: Transaction, owner: Owner, ids: readonly string[]): Promise<string[]> =>
      deleteAll(tx, deps, owner, ids),

    /** Begins to look for documents that are stuck. */
    start(): void {
      watch = watchStuck(deps)
    },

    stop(): void {
      watch?.cancel()
    },
  }
}

export type Documents = ReturnType<typeof createDocuments>
