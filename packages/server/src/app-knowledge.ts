import type { AnsweredCalls } from './domain/access/index.ts'
import { type Answerer, createChat } from './domain/chat/index.ts'
import type { ChooseShelves } from './domain/chat/port.ts'
import { countDocuments, createDocuments } from './domain/documents/index.ts'
import type { RecordEvents } from './domain/events/index.ts'
import { exampleRoutes, fillWanted, hiddenExample, withoutExample } from './domain/example/index.ts'
import { GapGathering, gapRoutes } from './domain/gaps/index.ts'
import type { NotifyOwners } from './domain/notifications/index.ts'
import { createRollouts } from './domain/rollouts/index.ts'
import { siteRoutes } from './domain/sites/index.ts'
import type { Jobs } from './engine/index.ts'
import type { createOutboundClient, vetUrl } from './kernel/guarded-fetch/index.ts'
import type { Clock } from './kernel/clock.ts'
import type { Log } from './kernel/log.ts'
import type { NewId } from './kernel/new-id.ts'
import type { Random } from './kernel/random.ts'
import type { SecretBox } from './kernel/secret-box.ts'
import type { Config } from './config.ts'
import { createModels } from './app-models.ts'
import { createFileReader } from './providers/files/index.ts'
import { createPageFetcher } from './providers/web/index.ts'
import type { Store, Transaction } from './store/index.ts'
import { VERSION } from './version.ts'

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
  const models = createModels(base)
  const rollouts = createRollouts({
    ...base,
    answer: models.answerFromDocuments,
    asShown: (choose) => withoutExample(base.store.read, choose),
  })
  const readers = createReaders(base)
  const shelfOf = rollouts.placeDocuments
  const documents = createDocuments({ ...base, ...readers, vetUrl: base.outbound.vet, shelfOf })
  const chat = createChatOf(base, { answer: models.answer, chooseShelves: rollouts.chooseShelves })
  const gathering = new GapGathering({ ...base, hiddenOf: hiddenExample })
  return {
    routes: {
      ...siteRoutes({ ...base, countDocuments }),
      ...documents.routes,
      ...models.routes,
      ...chat.routes,
      ...exampleRoutes({ ...base, documents }),
      ...gapRoutes({ ...base, documents }),
      ...rollouts.routes,
    },
    /** What has to be there before anybody can ask. */
    async prepare(): Promise<void> {
      if (base.config.example) await fillWanted({ ...base, documents })
    },
    /** Begins what runs by itself, once the engine does. */
    start(): void {
      documents.start()
      models.start()
      chat.start()
      gathering.start()
    },
    async stop(): Promise<void> {
      documents.stop()
      chat.stop()
      readers.reader.close()
      await gathering.stop()
      await models.stop()
    },
  }
}

/** Questions: who finds the answers, and on which shelves. */
function createChatOf(
  base: KnowledgeBase,
  parts: { readonly answer: Answerer; readonly chooseShelves: ChooseShelves },
) {
  const { config, outbound } = base
  return createChat({
    ...base,
    ...parts,
    deadlineMs: config.chatDeadlineMs,
    asyncDeadlineMs: config.chatAsyncDeadlineMs,
    concurrency: { atOnce: config.chatConcurrency, waiting: config.chatWaiting },
    vetUrl: outbound.vet,
  })
}

/** What reads files and fetches pages. */
function createReaders({ clock, log, outbound }: KnowledgeBase) {
  return {
    reader: createFileReader({ clock, log }),
    fetcher: createPageFetcher({ clock, outbound, product: 'Posthorn', version: VERSION }),
  }
}
