import { join } from 'node:path'

import { openApiDocument } from '@posthorn/contract'
import type { FastifyInstance } from 'fastify'

import { createPhones, createProviders } from './app-carriers.ts'
import { createKnowledge } from './app-knowledge.ts'
import type { Config } from './config.ts'
import { accessRoutes, AnsweredCalls, Authenticator } from './domain/access/index.ts'
import { createChannels } from './domain/channels/index.ts'
import { createFindSender, defineDomainChecks, emailDomainRoutes } from './domain/email-domains/index.ts'
import { emailTemplateRoutes } from './domain/email-templates/index.ts'
import { createPublishEvent, createRecordEvents, eventRoutes } from './domain/events/index.ts'
import { createMediaLinks, createMessages, createTrackingLinks, resumeJob } from './domain/messages/index.ts'
import { createNotifyOwners, notificationRoutes } from './domain/notifications/index.ts'
import { checkMasterKey, forgetOldRegularly, operationsRoutes } from './domain/operations/index.ts'
import { createSessions } from './domain/sessions/index.ts'
import { createUnsubscribes, suppressionRoutes } from './domain/suppressions/index.ts'
import { createTemplates } from './domain/templates/index.ts'
import { createUsage } from './domain/usage/index.ts'
import { verificationRoutes } from './domain/verifications/index.ts'
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
import { createJobs, Engine, type Jobs } from './engine/index.ts'
import {
  closableServer,
  createServer,
  RateLimiter,
  registerCallbacks,
  registerDashboard,
  registerMedia,
  registerReferencePage,
  registerTrackPages,
  registerUnsubscribePage,
} from './http/index.ts'
import { type Clock, repeat } from './kernel/clock.ts'
import { deriveKeys } from './kernel/derive-keys.ts'
import { createHostDialler, createOutboundClient, vetUrl } from './kernel/guarded-fetch/index.ts'
import { createKeyedHash } from './kernel/keyed-hash.ts'
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
import { createSimulator, usualDelays } from './providers/simulator/index.ts'
import { migrate, openStore, type Store, type Transaction } from './store/index.ts'
import { USER_AGENT, VERSION } from './version.ts'

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
  /** As it is set, for what may only be told where it is known. */
  readonly publicUrl: string | null
  readonly newId: NewId
  readonly store: Store
  readonly box: SecretBox
  readonly masterKeys: readonly MasterKey[]
}

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
  // Before anybody can ask: what a dead process had is not connected.
  await product.sessions.settleDead()
  await product.knowledge.prepare()
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
      await product.sessions.start()
      product.knowledge.start()
    },
    async stop() {
      lastUses.cancel()
      forgetting.cancel()
      await Promise.all([closing.close(config.stopMs), product.mailIn?.close(config.stopMs)])
      await product.listeners.stop()
      await product.knowledge.stop()
      const outcome = await product.engine.stop(config.stopMs)
      await product.sessions.stop()
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
    return { ...world, config, publicUrl: config.publicUrl, newId, store, box, masterKeys: keys }
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
  const { config, store, clock } = base
  const write = access.answered.write
  const mailing = mailParts(base)
  const { smtpUrl: url, mailFrom: from } = config
  const mail = url === null ? null : mailOverSmtp({ url, from, signer: mailing.platformKey })
  const told = createTold(base, write, { outbound, mail })
  const { engine, jobs, notifyOwners, recordEvents, fanOut, webhooks } = told

  const usage = createAccounts(base, { jobs, recordEvents, notify: notifyOwners, write })
  const simulator = createSimulator({ ...usualDelays, reportAfterMs: config.simulatorDelayMs })
  const phones = createPhones(base, outbound, simulator)
  const providers = [...createProviders(base, outbound), phones.provider]
  const channels = createChannels({ ...base, recordEvents, write, providers })
  const unsubscribes = createUnsubscribes({ ...base, publicUrl: ownAddress(config) })
  const domains = createDomains(base, { jobs, tellOwners: notifyOwners, write })
  const whatsapp = createWhatsApp(base, { jobs, lines: channels.lines, tellOwners: notifyOwners, write })
  const roads = roadsOf(outbound, webhooks, channels)
  const messages = createMessages({
    ...base,
    ...mailing,
    ...whatsapp,
    ...phones.forMessages,
    unsubscribes,
    engine,
    jobs,
    recordEvents,
    credits: usage.credits,
    saveAnswers: access.answered.save,
    write,
    lines: channels.lines,
    health: channels.health,
    carriers: { sms: simulator, email: simulator, whatsapp: simulator },
    testCarrier: simulator,
    defaultFrom: config.mailFrom,
    callbackWebhook: roads.callbackWebhook,
    vetCallbackUrl: outbound.vet,
  })
  const sessions = createSessions({ ...base, ...phones, ...messages, ...roads, recordEvents, notifyOwners, write })
  const knowledge = createKnowledge({ ...base, ...roads, jobs, recordEvents, notifyOwners, write, outbound })
  const handlers = {
    ...operationsRoutes({ store, clock, version: VERSION }),
    ...accessRoutes({ ...base, ...access, ...usage, ratePerMinute: config.rateLimitPerMinute }),
    ...createEventRoutes(base, { fanOut, saveAnswers: access.answered.save }),
    ...webhookRoutes(webhooks),
    ...messages.routes,
    ...bulkHandlers(base, access, messages),
    ...whatsapp.templates.routes,
    ...emailDomainRoutes(domains),
    ...suppressionRoutes({ ...base, write }),
    ...channels.routes,
    ...sessions.routes,
    ...notificationRoutes({ store }),
    ...usage.routes,
    ...knowledge.routes,
  }
  const { callbacks, listeners, tracking } = messages
  const ways = {
    mail,
    mailIn: createMailIn(base, messages.mailIntake),
    callbacks,
    tracking,
    media: whatsapp.mediaLinks,
  }
  return {
    engine,
    handlers,
    unsubscribes,
    ...ways,
    knowledge,
    listeners,
    sessions: sessions.keeper,
    lines: channels.lines,
  }
}

/** The ways by which anybody is told of anything: events to webhooks, notices to owners. */
function createTold(
  base: Base,
  write: AnsweredCalls['write'],
  { outbound, mail }: { readonly outbound: Outbound; readonly mail: ReturnType<typeof mailOverSmtp> | null },
) {
  const { config } = base
  const engine = new Engine(base)
  const jobs = createJobs(engine, base)
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
  const webhooks = { ...base, ...sending, queue, jobs, stopped, vetUrl: outbound.vet, write }
  defineRecovery(webhooks)
  return { engine, jobs, notifyOwners, fanOut, recordEvents: createRecordEvents({ ...base, fanOut }), webhooks }
}

/** With what mail is sent, and known again when it comes back. */
function mailParts({ config, box, masterKeys }: Base) {
  const { dkimKeyFile, dkimSelector: selector, mailFrom, mailDomain, mailIn } = config
  const domain = mailFrom.slice(mailFrom.lastIndexOf('@') + 1).toLowerCase()
  return {
    mailKeys: deriveKeys(masterKeys, 'mail addresses'),
    trackingLinks: createTrackingLinks({ box, publicUrl: ownAddress(config) }),
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

/** Templates and codes: what is sent with them goes the way of all messages. */
function bulkHandlers(
  base: Base,
  { answered }: Access,
  { sendCode }: Pick<ReturnType<typeof createMessages>, 'sendCode'>,
) {
  const deps = { ...base, write: answered.write }
  return {
    ...emailTemplateRoutes(deps),
    ...verificationRoutes({ ...deps, hash: createKeyedHash(base.masterKeys, 'verification codes'), sendCode }),
  }
}

/** Reading events, and publishing one's own. */
function createEventRoutes(
  { store, clock, newId }: Base,
  deps: Pick<Parameters<typeof createPublishEvent>[0], 'fanOut' | 'saveAnswers'>,
) {
  return eventRoutes({
    store,
    publish: createPublishEvent({ store, clock, newId, ...deps }),
    deliveriesOf: (workspaceId, eventId) => deliveriesForEvent(store.read, workspaceId, eventId),
  })
}

type Webhooks = Parameters<typeof callbackWebhook>[0]

/** What sessions have to do with channels and webhooks. */
function roadsOf(
  outbound: Outbound,
  webhooks: Webhooks,
  channels: Pick<ReturnType<typeof createChannels>, 'lines' | 'routes'>,
) {
  return {
    lines: channels.lines,
    channelRoutes: channels.routes,
    vetUrl: outbound.vet,
    callbackWebhook: (tx: Transaction, workspaceId: string, url: string) =>
      callbackWebhook(webhooks, tx, workspaceId, url),
  }
}

/** The credits that pay for messages; those that waited for them go on when there are some. */
function createAccounts(
  base: Base,
  deps: Pick<Parameters<typeof createUsage>[0], 'recordEvents' | 'notify' | 'write'> & { readonly jobs: Jobs },
) {
  const resume = (workspaceId: string) => [resumeJob(workspaceId, base.clock.now())]
  return createUsage({
    ...base,
    ...deps,
    resumeSending: (tx, workspaceId) => deps.jobs.enqueue(tx, resume(workspaceId)),
  })
}

/** What WhatsApp has beside messages: texts that are approved, and media that stays with its carrier. */
function createWhatsApp(
  base: Base,
  deps: Pick<Parameters<typeof createTemplates>[0], 'jobs' | 'lines' | 'tellOwners' | 'write'> &
    Pick<Parameters<typeof createMediaLinks>[0], 'lines'>,
) {
  return {
    templates: createTemplates({ ...base, ...deps, simulatedReviewMs: base.config.simulatorDelayMs }),
    mediaLinks: createMediaLinks({ ...base, ...deps, publicUrl: ownAddress(base.config) }),
  }
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
    media,
    callbacks,
    tracking,
  }: Pick<ReturnType<typeof createProduct>, 'handlers' | 'callbacks' | 'media' | 'tracking' | 'unsubscribes'>,
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
  const { trustedProxies, maxBodyBytes: mostBodyBytes, maxUploadBytes: mostUploadBytes } = config
  const http = createServer({ handlers, trustedProxies, mostBodyBytes, mostUploadBytes }, deps)
  registerCallbacks(http, callbacks, deps)
  const baseUrl = ownAddress(config)
  await registerReferencePage(http, { openapi: () => openApiDocument({ baseUrl, version: VERSION }) })
  registerTrackPages(http, { tracking })
  registerUnsubscribePage(http, { ...base, unsubscribes })
  registerMedia(http, { ...base, media })
  await registerDashboard(http, { distDir: dashboardDir })
  return http
}
