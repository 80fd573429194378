import { join } from 'node:path'

import { openApiDocument } from '@posthorn/contract'
import type { FastifyInstance } from 'fastify'

import type { Config } from './config.ts'
import { accessRoutes, AnsweredCalls, Authenticator } from './domain/access/index.ts'
import { createPublishEvent, createRecordEvents, eventRoutes } from './domain/events/index.ts'
import { createMessages } from './domain/messages/index.ts'
import { createNotifyOwners, notificationRoutes } from './domain/notifications/index.ts'
import { checkMasterKey, forgetOldRegularly, operationsRoutes } from './domain/operations/index.ts'
import {
  callbackWebhook,
  createFanOut,
  defineRecovery,
  deliveriesForEvent,
  deliverQueue,
  SecretKeys,
  StoppedWebhooks,
  webhookRoutes,
} from './domain/webhooks/index.ts'
import { createJobs, Engine } from './engine/index.ts'
import { createServer, RateLimiter, registerReferencePage } from './http/index.ts'
import type { Clock, Timer } from './kernel/clock.ts'
import { createOutboundClient, vetUrl } from './kernel/guarded-fetch/index.ts'
import type { Log } from './kernel/log.ts'
import { masterKeyFromFile } from './kernel/master-key-file.ts'
import { createNewId } from './kernel/new-id.ts'
import type { Random } from './kernel/random.ts'
import { createResolver } from './kernel/resolve-host.ts'
import { createSecretBox } from './kernel/secret-box.ts'
import { SECOND_MS } from './kernel/time.ts'
import { mailOverSmtp } from './providers/email/mail-over-smtp.ts'
import { createSimulator, usualDelays } from './providers/simulator/index.ts'
import { migrate, openStore } from './store/index.ts'
import { VERSION } from './version.ts'

/** What the world gives: tests hand in their own. */
export interface World {
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

export interface App {
  readonly http: FastifyInstance
  /** Begins to deliver. */
  start(): Promise<void>
  /** Stops accepting, finishes what is under way, gives back the rest. */
  stop(): Promise<void>
}

/** Sockets to one origin; several webhooks may share it. */
const CONNECTIONS_PER_ORIGIN = 256
const IDLE_ORIGIN_MS = 60 * SECOND_MS
const LAST_USES_EVERY_MS = 5 * SECOND_MS

/** The one place that knows everything: it makes the parts and hands them to each other, and decides nothing. */
export async function createApp(config: Config, world: World, dashboardDir: string): Promise<App> {
  const { clock, random, log } = world
  const newId = createNewId(clock, random)
  const store = await openStore({ ...config, poolSize: config.databasePool, newId, log, serving: true })
  await migrate(store, clock.now())
  const keys = config.masterKeys ?? [masterKeyFromFile(join(config.dataDir, 'master.key'), random)]
  const box = createSecretBox(keys, random)
  await checkMasterKey(store, box)

  const resolve = createResolver(config.dnsServers.length > 0 ? { servers: config.dnsServers, clock } : { clock })
  const policy = { allowInsecure: config.webhookAllowInsecure, allowAddresses: [...config.webhookAllowAddresses] }
  const outbound = createOutboundClient({
    ...policy,
    resolve,
    clock,
    maxConnectionsPerOrigin: CONNECTIONS_PER_ORIGIN,
    idleOriginMs: IDLE_ORIGIN_MS,
  })
  const vetWebhookUrl = (url: string) => vetUrl(url, { ...policy, resolve })
  const mail = config.smtpUrl === null ? null : mailOverSmtp({ url: config.smtpUrl, from: config.mailFrom })

  const engine = new Engine({ store, clock, log })
  const jobs = createJobs(engine, { store, clock, newId, log })
  const answered = new AnsweredCalls(store, clock, box)
  const authenticator = new Authenticator(store, clock)
  const notifyOwners = createNotifyOwners({ store, clock, newId, jobs, sendMail: mail?.send ?? null })

  const secrets = new SecretKeys(box)
  const stopped = new StoppedWebhooks({ store, clock, log })
  const words = { headerPrefix: config.webhookHeaderPrefix, userAgent: `Posthorn/${VERSION}` }
  const post = outbound.post.bind(outbound)
  const queue = engine.queue(
    deliverQueue({
      store,
      clock,
      newId,
      post,
      secrets,
      words,
      notifyOwners,
      isStopped: stopped.has,
      waitsMs: config.webhookRetryWaitsMs,
    }),
  )
  const fanOut = createFanOut({ clock, newId, queue })
  const recordEvents = createRecordEvents({ clock, newId, fanOut })
  const publish = createPublishEvent({ store, clock, newId, fanOut, saveAnswers: answered.save })
  const webhooks = {
    store,
    clock,
    newId,
    random,
    box,
    queue,
    jobs,
    stopped,
    post,
    secrets,
    words,
    notifyOwners,
    vetUrl: vetWebhookUrl,
    write: answered.write,
  }
  defineRecovery(webhooks)
  const simulator = createSimulator({ ...usualDelays, reportAfterMs: config.simulatorDelayMs })
  const messages = createMessages({
    store,
    clock,
    newId,
    engine,
    jobs,
    recordEvents,
    saveAnswers: answered.save,
    log,
    carriers: { sms: simulator, email: simulator, whatsapp: simulator },
    testCarrier: simulator,
    defaultFrom: config.mailFrom,
    callbackWebhook: (tx, workspaceId, url) => callbackWebhook(webhooks, tx, workspaceId, url),
    vetCallbackUrl: vetWebhookUrl,
  })

  const http = createServer(
    {
      trustedProxies: config.trustedProxies,
      mostBodyBytes: config.maxBodyBytes,
      handlers: {
        ...operationsRoutes({ store, clock, version: VERSION }),
        ...accessRoutes({ store, clock, newId, random, answered, authenticator }),
        ...eventRoutes({
          store,
          publish,
          deliveriesOf: (workspaceId, eventId) => deliveriesForEvent(store.read, workspaceId, eventId),
        }),
        ...webhookRoutes(webhooks),
        ...messages.routes,
        ...notificationRoutes({ store }),
      },
    },
    {
      authenticator,
      answered,
      clock,
      newId,
      log,
      limiter: new RateLimiter(),
      ratePerMinute: config.rateLimitPerMinute,
      requireHttps: config.requireHttps,
      isOutage: (error) => store.isOutage(error),
    },
  )
  const openapi = () => openApiDocument({ baseUrl: config.publicUrl ?? `http://${config.host}:${config.port}`, version: VERSION })
  await registerReferencePage(http, { openapi })
  void dashboardDir

  const lastUses = repeat(clock, LAST_USES_EVERY_MS, () => {
    authenticator.flushLastUses().catch((error: unknown) => log.warn({ err: error }, 'api_key.last_use_not_written'))
  })
  const forgetting = forgetOldRegularly({ ...config, store, clock, log, forgetAnswers: () => answered.forgetExpired() })

  return {
    http,
    start: () => engine.start(),
    async stop() {
      lastUses.stop()
      forgetting.stop()
      await http.close()
      const outcome = await engine.stop(config.stopMs)
      if (outcome === 'deadline') log.warn({}, 'engine.stopped_at_deadline')
      else await outbound.close()
      await authenticator.flushLastUses()
      mail?.close()
      await store.close()
    },
  }
}

function repeat(clock: Clock, everyMs: number, work: () => void): { stop(): void } {
  let timer: Timer
  const tick = (): void => {
    work()
    timer = clock.setTimer(tick, everyMs)
  }
  timer = clock.setTimer(tick, everyMs)
  return { stop: () => timer.cancel() }
}
