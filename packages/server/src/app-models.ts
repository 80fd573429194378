import { answeringRoutes, createAnswerer, watchModel } from './domain/chat/index.ts'
import {
  chooseNearest,
  createEmbedding,
  createSearchByMeaning,
  HealthRecord,
  watchEmbedder,
} from './domain/knowledge/index.ts'
import type { Jobs } from './engine/index.ts'
import type { Config } from './config.ts'
import type { Clock } from './kernel/clock.ts'
import { createOutboundClient } from './kernel/guarded-fetch/index.ts'
import type { Log } from './kernel/log.ts'
import { createResolver } from './kernel/resolve-host.ts'
import { SECOND_MS } from './kernel/time.ts'
import { createEmbedder, createLanguageModel, type OpenAiOptions } from './providers/openai/index.ts'
import type { Store } from './store/index.ts'
import { USER_AGENT } from './version.ts'

const CONNECTIONS = 32
const IDLE_MS = 60 * SECOND_MS

export interface ModelsBase {
  readonly config: Pick<Config, 'models' | 'dnsServers'>
  readonly clock: Clock
  readonly log: Log
  readonly store: Store
  readonly jobs: Jobs
}

/** The optional models: who answers, what is found by its meaning, and how the services fare. */
export function createModels(base: ModelsBase) {
  const { clock, log, store } = base
  const { model: chat, embeddings } = base.config.models
  const client = createModelClient(base)
  const options: OpenAiOptions = { clock, userAgent: USER_AGENT, download: (call) => client.download(call) }
  const health = { model: new HealthRecord(clock), embeddings: new HealthRecord(clock) }
  const model = chat && watchModel(createLanguageModel(chat, options), health.model)
  const embedder = embeddings && watchEmbedder(createEmbedder(embeddings, options), health.embeddings)
  const nearest = chooseNearest(base)
  const byMeaning = embedder && createSearchByMeaning({ read: store.read, clock, log, embedder, nearest: nearest.find })
  const embedding = createEmbedding({ ...base, embedder, nearest })
  return {
    answer: createAnswerer({ store, log, model, byMeaning, ...(chat && { modelMs: chat.withinMs }) }),
    /** The same without the language model: what it quotes can be compared from day to day. */
    answerFromDocuments: createAnswerer({ store, log, byMeaning }),
    routes: answeringRoutes({
      store,
      model: chat && { name: chat.model, health: () => health.model.health },
      embeddings: embeddings && { name: embeddings.model, health: () => health.embeddings.health },
      searchedBy: () => nearest.by,
    }),
    start(): void {
      embedding.start()
    },
    async stop(): Promise<void> {
      await embedding.stop()
      await client.close()
    },
  }
}

/**
 * Not the client of webhooks: whoever runs the server chose these addresses, as they did the database's, so they may be plain
 * HTTP on loopback or in a private network. Redirects are followed by neither.
 */
function createModelClient({ config: { dnsServers: servers }, clock }: ModelsBase) {
  return createOutboundClient({
    allowInsecure: true,
    resolve: createResolver(servers.length > 0 ? { servers, clock } : { clock }),
    clock,
    maxConnectionsPerOrigin: CONNECTIONS,
    idleOriginMs: IDLE_MS,
  })
}
