import type { AnsweredCalls } from './domain/access/index.ts'
import { createAnswerer } from './domain/chat/index.ts'
import { countDocuments, createDocuments } from './domain/documents/index.ts'
import type { FileReader, PageFetcher } from './domain/documents/port.ts'
import type { RecordEvents } from './domain/events/index.ts'
import type { NotifyOwners } from './domain/notifications/index.ts'
import { createBatchDocuments, createPlaceDocuments, defineWatch, rolloutRoutes } from './domain/rollouts/index.ts'
import { siteRoutes } from './domain/sites/index.ts'
import type { Jobs } from './engine/index.ts'
import type { createOutboundClient, vetUrl } from './kernel/guarded-fetch/index.ts'
import type { Clock } from './kernel/clock.ts'
import type { Log } from './kernel/log.ts'
import type { NewId } from './kernel/new-id.ts'
import type { Random } from './kernel/random.ts'
import type { SecretBox } from './kernel/secret-box.ts'
import type { Config } from './config.ts'
import type { Store, Transaction } from './store/index.ts'

/** What documents, chat, rollouts and gaps are made of. */
export interface KnowledgeBase {
  readonly config: Config
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly newId: NewId
  readonly store: Store
  readonly box: SecretBox
  readonly jobs: Jobs
  readonly recordEvents: RecordEvents
  readonly notifyOwners: NotifyOwners
  readonly write: AnsweredCalls['write']
  /** The only way to addresses that somebody else chose. */
  readonly outbound: {
    readonly client: ReturnType<typeof createOutboundClient>
    readonly vet: (url: string) => ReturnType<typeof vetUrl>
  }
  readonly callbackWebhook: (tx: Transaction, workspaceId: string, url: string) => Promise<string>
}

/** Wires what answers questions from a business's own documents, beside `app.ts`, which wires the rest. */
export function createKnowledge(base: KnowledgeBase) {
  const documents = createDocuments({ ...base, ...createReaders(), shelfOf: createPlaceDocuments(base) })
  const batches = createBatchDocuments(base)
  const rollouts = { ...base, documents: batches, answer: createAnswerer(base) }
  defineWatch(rollouts)
  return {
    routes: {
      ...siteRoutes({ ...base, countDocuments }),
      ...documents.routes,
      ...rolloutRoutes(rollouts),
    },
    /** Begins what runs by itself, once the engine does. */
    start(): void {
      documents.start()
    },
    stop(): Promise<void> {
      documents.stop()
      return Promise.resolve()
    },
  }
}

/** What reads files and fetches pages. */
function createReaders(): { readonly reader: FileReader; readonly fetcher: PageFetcher } {
  const failed = { kind: 'failed', code: 'unsupported_type', message: 'This installation reads no files.' } as const
  return { reader: { read: () => Promise.resolve(failed) }, fetcher: { fetch: () => Promise.resolve(failed) } }
}
