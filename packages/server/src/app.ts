import { join } from 'node:path'

import { openApiDocument } from '@posthorn/contract'
import type { FastifyInstance } from 'fastify'

import type { Config } from './config.ts'
import { accessRoutes, AnsweredCalls, Authenticator } from './domain/access/index.ts'
import { createChannels } from './domain/channels/index.ts'
import { createFindSender, defineDomainChecks, emailDomainRoutes } from './domain/email-domains/index.ts'
import { createPublishEvent, createRecordEvents, eventRoutes } from './domain/events/index.ts'
import { createMessages, resumeJob } from './domain/messages/index.ts'
import { createNotifyOwners, notificationRoutes } from './domain/notifications/index.ts'
import { checkMasterKey, forgetOldRegularly, operationsRoutes } from './domain/operations/index.ts'
import { createUnsubscribes, suppressionRoutes } from './domain/suppressions/index.ts'
import { createUsage } from './domain/usage/index.ts'
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
import {
  closableServer,
  createServer,
  RateLimiter,
  registerCallbacks,
  registerDashboard,
  registerReferencePage,
  registerUnsubscribePage,
} from './http/index.ts'
import { type Clock, repeat } from './kernel/clock.ts'
import { deriveKeys } from './kernel/derive-keys.ts'
import { createHostDialler, createOutboundClient, vetUrl } from './kernel/guarded-fetch/index.ts'
import type { Log } from './kernel/log.ts'
import { createRecordLookup } from './kernel/look-up-records.ts'
import { masterKeyFromFile } from './kernel/master-key-file.ts'
import { createNewId, type NewId } from './kernel/new-id.ts'
import type { Random } from './kernel/random.ts'
import { createResolver } from './kernel/resolve-host.ts'
import { readRsaKey } from './kernel/read-rsa-key.ts'
import { createSecretBox, type MasterKey, type SecretBox } from './kernel/secret-box.ts'
import { SECOND_MS } from './kernel/time.ts'
import { ownAddress } from './kernel/own-address.ts'
import { createMailListener, type MailListener } from './providers/email/mail-in/index.ts'
import { mailOverSmtp } from './providers/email/mail-over-smtp.ts'
import { createSmtp } from './providers/email/smtp.ts'
import { createSimulator, usualDelays } from './providers/simulator/index.ts'
import { createSmpp } from './providers/smpp/index.ts'
import { createTwilio } from './providers/twilio/index.ts'
import { migrate, openStore, type Store } from './store/index.ts'
import { VERSION } from './version.ts'

/** What the world gives: tests hand in their own. */
export interface World {
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

export interface App {
  readonly http: FastifyInstance
  /** Null: no mail is taken in. */
  readonly mailIn: MailListener | null
  /** Begins to deliver. */
  start(): Promise<void>
  /** Stops accepting, finishes what is under way, gives back the rest. */
  stop(): Promise<void>
}

/** What every module is made of. */
interface Base extends World {
  readonly config: Config
  readonly newId: NewId
  readonly store: Store
  readonly box: SecretBox
  readonly masterKeys: readonly MasterKey[]
}

const USER_AGENT = `Posthorn/${VERSION}`
/** Sockets to one origin; several webhooks may share it. */
const CONNECTIONS_PER_ORIGIN = 256
const IDLE_ORIGIN_MS = 60 * SECOND_MS
const LAST_USES_EVERY_MS = 5 * SECOND_MS

/** The one place that knows everything: it makes the parts and hands them to each other, and decides nothing. */
export async function createApp(config: Config, world: World, dashboardDir: string): Promise<App> {
  const base = await openBase(config, world)
  const { store, clock, log } = base
  const access = { answered: new AnsweredCalls(store, clock, base.box), authenticator: new Authenticator(store, clock) }
  const outbound = createOutbound(base)
  const product = createProduct(base, access, outbound)
  const http = await createHttp(base, access, product, dashboardDir)
  const closing = closableServer(http, clock)
  const lastUses = repeat(clock, LAST_USES_EVERY_MS, () => {
    access.authenticator
      .flushLastUses()
      .catch((error: unknown) => log.warn({ err: error }, 'api_key.last_use_not_written'))
  })
  const forgetting = forgetOldRegularly({ ...base, ...config, forgetAnswers: () => access.answered.forgetExpired() })
  return {
    http,
    mailIn: product.mailIn,
    async start() {
      await product.engine.start()
      product.listeners.start()
    },
    async stop() {
      lastUses.cancel()
      forgetting.cancel()
      await Promise.all([closing.close(config.stopMs), product.mailIn?.close(config.stopMs)])
      await product.listeners.stop()
      const outcome = await product.engine.stop(config.stopMs)
      if (outcome === 'deadline') log.warn({}, 'engine.stopped_at_deadline')
      else await outbound.client.close()
      await access.authenticator.flushLastUses()
      product.mail?.close()
      product.lines.closeAll()
      await store.close()
    },
  }
}

async function openBase(config: Config, world: World): Promise<Base> {
  const { clock, random, log } = world
  const newId = createNewId(clock, random)
  const store = await openStore({ ...config, poolSize: config.databasePool, newId, log, serving: true })
  try {
    await migrate(store, clock.now())
    const keys = config.masterKeys ?? [masterKeyFromFile(join(config.dataDir, 'master.key'), random)]
    const box = createSecretBox(keys, random)
    await checkMasterKey(store, box)
    return { ...world, config, newId, store, box, masterKeys: keys }
  } catch (error) {
    await store.close()
    throw error
  }
}

type Outbound = ReturnType<typeof createOutbound>

/** The only way to a customer's URL: vetted when it is registered, and guarded at every call. */
function createOutbound({ config, clock }: Base) {
  const servers = config.dnsServers
  const resolve = createResolver(servers.length > 0 ? { servers, clock } : { clock })
  const policy = { allowInsecure: config.webhookAllowInsecure, allowAddresses: [...config.webhookAllowAddresses] }
  const limits = { maxConnectionsPerOrigin: CONNECTIONS_PER_ORIGIN, idleOriginMs: IDLE_ORIGIN_MS }
  const client = createOutboundClient({ ...policy, ...limits, resolve, clock })
  const dial = createHostDialler({ ...policy, resolve, clock })
  return { client, dial, vet: (url: string) => vetUrl(url, { ...policy, resolve }) }
}

interface Access {
  readonly answered: AnsweredCalls
  readonly authenticator: Authenticator
}

/** The modules of the domain, and the engine that works for them. */
function createProduct(base: Base, access: Access, outbound: Outbound) {
  const { config, store, clock, newId } = base
  const engine = new Engine(base)
  const jobs = createJobs(engine, base)
  const parts = mailParts(base)
  const { smtpUrl: url, mailFrom: from } = config
  const mail = url === null ? null : mailOverSmtp({ url, from, signer: parts.platformKey })
  const notifyOwners = createNotifyOwners({ ...base, jobs, sendMail: mail?.send ?? null })

  const sending = {
    post: (call: Parameters<Outbound['client']['post']>[0]) => outbound.client.post(call),
    secrets: new SecretKeys(base.box),
    words: { headerPrefix: config.webhookHeaderPrefix, userAgent: USER_AGENT },
    notifyOwners,
  }
  const stopped = new StoppedWebhooks(base)
  const waitsMs = config.webhookRetryWaitsMs
  const queue = engine.queue(deliverQueue({ ...base, ...sending, waitsMs, isStopped: stopped.has }))
  const fanOut = createFanOut({ ...base, queue })
  const recordEvents = createRecordEvents({ ...base, fanOut })
  const webhooks = { ...base, ...sending, queue, jobs, stopped, vetUrl: outbound.vet, write: access.answered.write }
  defineRecovery(webhooks)

  const usage = createUsage({
    ...base,
    jobs,
    recordEvents,
    notify: notifyOwners,
    write: access.answered.write,
    resumeSending: (tx, workspaceId) => jobs.enqueue(tx, [resumeJob(workspaceId, clock.now())]),
  })

  const channels = createChannels({
    ...base,
    recordEvents,
    write: access.answered.write,
    providers: createProviders(base, outbound),
  })
  const simulator = createSimulator({ ...usualDelays, reportAfterMs: config.simulatorDelayMs })
  const unsubscribes = createUnsubscribes({ ...base, publicUrl: ownAddress(config) })
  const domains = createDomains(base, { jobs, tellOwners: notifyOwners, write: access.answered.write })
  const messages = createMessages({
    ...base,
    ...parts,
    unsubscribes,
    engine,
    jobs,
    recordEvents,
    credits: usage.credits,
    ...{ saveAnswers: access.answered.save, write: access.answered.write },
    lines: channels.lines,
    health: channels.health,
    carriers: { sms: simulator, email: simulator, whatsapp: simulator },
    testCarrier: simulator,
    defaultFrom: config.mailFrom,
    callbackWebhook: (tx, workspaceId, url) => callbackWebhook(webhooks, tx, workspaceId, url),
    vetCallbackUrl: outbound.vet,
  })
  const handlers = {
    ...operationsRoutes({ store, clock, version: VERSION }),
    ...accessRoutes({
      ...base,
      ...access,
      changePlan: usage.changePlan,
      ratePerMinute: config.rateLimitPerMinute,
    }),
    ...eventRoutes({
      store,
      publish: createPublishEvent({ store, clock, newId, fanOut, saveAnswers: access.answered.save }),
      deliveriesOf: (workspaceId, eventId) => deliveriesForEvent(store.read, workspaceId, eventId),
    }),
    ...webhookRoutes(webhooks),
    ...messages.routes,
    ...emailDomainRoutes(domains),
    ...suppressionRoutes({ ...base, write: access.answered.write }),
    ...channels.routes,
    ...notificationRoutes({ store }),
    ...usage.routes,
  }
  const { receiveCallback, listeners } = messages
  const mailIn = createMailIn(base, messages.mailIntake)
  return { engine, mail, mailIn, handlers, unsubscribes, lines: channels.lines, receiveCallback, listeners }
}

/** With what mail is sent, and known again when it comes back. */
function mailParts({ config, box, masterKeys }: Base) {
  const { dkimKeyFile, dkimSelector: selector, mailFrom, mailDomain, mailIn } = config
  const domain = mailFrom.slice(mailFrom.lastIndexOf('@') + 1).toLowerCase()
  return {
    mailKeys: deriveKeys(masterKeys, 'mail addresses'),
    findSender: createFindSender({ box, mailDomain }),
    platformKey: dkimKeyFile === null ? null : { domain, selector, privateKey: readRsaKey(dkimKeyFile) },
    mailInDomain: mailIn && mailDomain,
    feedbackAddress: mailIn && mailIn.feedbackAddress,
  }
}

type MailIntake = Parameters<typeof createMailListener>[1]['intake']

function createMailIn({ config, clock, log }: Base, intake: MailIntake): MailListener | null {
  const { mailIn, mailDomain: name } = config
  return mailIn && createMailListener({ ...mailIn, name }, { intake, clock, log })
}

/** The carriers that channels can be entered for. */
function createProviders({ config, clock, random }: Base, outbound: Outbound) {
  const twilio = createTwilio({
    request: (call) => outbound.client.request(call),
    publicUrl: config.publicUrl,
    userAgent: USER_AGENT,
  })
  return [createSmtp(outbound), twilio, createSmpp({ ...outbound, clock, random })]
}

type DomainDeps = Parameters<typeof emailDomainRoutes>[0]

/** What the sending domains are made of; their daily checks begin with the engine. */
function createDomains(base: Base, deps: Pick<DomainDeps, 'jobs' | 'tellOwners' | 'write'>): DomainDeps {
  const { dnsServers: servers, mailDomain, mailIn } = base.config
  const lookup = createRecordLookup(servers.length > 0 ? { servers, clock: base.clock } : { clock: base.clock })
  const domains = { ...base, ...deps, lookup, mailDomain, feedbackAddress: mailIn && mailIn.feedbackAddress }
  defineDomainChecks(domains)
  return domains
}

async function createHttp(
  base: Base,
  access: Access,
  {
    handlers,
    unsubscribes,
    receiveCallback,
  }: Pick<ReturnType<typeof createProduct>, 'handlers' | 'receiveCallback' | 'unsubscribes'>,
  dashboardDir: string,
): Promise<FastifyInstance> {
  const { config, store } = base
  const deps = {
    ...base,
    ...access,
    limiter: new RateLimiter(),
    ratePerMinute: config.rateLimitPerMinute,
    requireHttps: config.requireHttps,
    isOutage: (error: unknown) => store.isOutage(error),
  }
  const { trustedProxies, maxBodyBytes: mostBodyBytes } = config
  const http = createServer({ handlers, trustedProxies, mostBodyBytes }, deps)
  registerCallbacks(http, { receive: receiveCallback }, deps)
  const baseUrl = ownAddress(config)
  await registerReferencePage(http, { openapi: () => openApiDocument({ baseUrl, version: VERSION }) })
  registerUnsubscribePage(http, { ...base, unsubscribes })
  await registerDashboard(http, { distDir: dashboardDir })
  return http
}
