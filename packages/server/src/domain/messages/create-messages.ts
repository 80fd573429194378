import type { Engine, Jobs } from '../../engine/index.ts'
import type { SigningKey } from '../../kernel/hmac.ts'
import type { Log } from '../../kernel/log.ts'
import type { Unsubscribes } from '../suppressions/index.ts'
import type { Credits } from '../usage/index.ts'
import { type AcceptDeps, createAcceptMessage } from './accept-message.ts'
import type { ChannelLines, NoteHealth } from '../channels/index.ts'
import { createAnswerKeyword, KEYWORD_ANSWER_JOB, type KeywordAnswerJob } from './answer-keyword.ts'
import { createReports } from './apply-reports.ts'
import { CarrierBreakers } from './carrier-breakers.ts'
import { retryPolicy } from './decide-after-answer.ts'
import { messageQueue } from './deliver-message.ts'
import type { PostageDeps } from './find-postage.ts'
import { createMailTokens } from './mail-tokens.ts'
import type { MessageKind } from './message.ts'
import { createObeyKeywords } from './obey-keywords.ts'
import { RESUME_JOB, type ResumeJob, resumePaused } from './pause-messages.ts'
import type { Carrier, ChannelCarrier } from './port.ts'
import { Listeners } from './keep-listening.ts'
import { createReceiveCallback } from './receive-callback.ts'
import { createReceiveMessages } from './receive-messages.ts'
import { messageRoutes, type RouteDeps } from './routes.ts'
import { createSettleMessage } from './settle-message.ts'
import { createMailIntake, type TakeMailDeps } from './take-mail.ts'

export interface MessageDeps
  extends
    Pick<AcceptDeps, 'store' | 'clock' | 'newId' | 'recordEvents' | 'saveAnswers' | 'callbackWebhook'>,
    Pick<RouteDeps, 'vetCallbackUrl' | 'defaultFrom' | 'write'>,
    Pick<PostageDeps, 'findSender' | 'platformKey' | 'mailInDomain'>,
    Pick<TakeMailDeps, 'feedbackAddress'> {
  readonly log: Log
  /** Sign the addresses that bounces and answers come back to. */
  readonly mailKeys: readonly SigningKey[]
  /** Makes the links by which recipients unsubscribe. */
  readonly unsubscribes: Pick<Unsubscribes, 'headers'>
  readonly engine: Engine
  readonly jobs: Jobs
  readonly credits: Credits
  /** The channels that people entered. */
  readonly lines: Pick<ChannelLines<ChannelCarrier>, 'routeOf' | 'byId' | 'forget' | 'thatListen'>
  readonly health: NoteHealth
  /** What sends each kind of message where nobody entered a channel for it. */
  readonly carriers: Readonly<Record<MessageKind, Carrier>>
  /** What "sends" the messages of test keys. */
  readonly testCarrier: Carrier
}

/** The module, wired: its routes, its queue at the engine, and the way in for carriers' reports. */
export function createMessages(deps: MessageDeps) {
  const { carriers, testCarrier } = deps
  const byName = new Map([testCarrier, ...Object.values(carriers)].map((carrier) => [carrier.provider, carrier]))
  const settle = createSettleMessage({ ...deps, retryPolicy })
  const carrierNamed = (provider: string): Carrier | undefined => byName.get(provider)
  const breakers = new CarrierBreakers(deps.clock)
  const unsubscribeHeaders = deps.unsubscribes.headers
  const mailTokens = createMailTokens(deps.mailKeys)
  const carrying = { carrierNamed, breakers, unsubscribeHeaders, mailTokens }
  const queue = deps.engine.queue(messageQueue({ ...deps, ...carrying, settle }))
  deps.jobs.define<ResumeJob>(RESUME_JOB, async ({ workspaceId }) => {
    await deps.store.transaction((tx) => resumePaused(tx, workspaceId, { ...deps, queue }))
    return 'done'
  })
  const providerOf = (kind: MessageKind, simulated: boolean): string =>
    (simulated ? testCarrier : carriers[kind]).provider
  const accept = createAcceptMessage({ ...deps, queue, providerOf })
  const reports = createReports(deps)
  deps.jobs.define<KeywordAnswerJob>(KEYWORD_ANSWER_JOB, createAnswerKeyword({ ...deps, accept }))
  const receive = createReceiveMessages({ ...deps, onReceived: [createObeyKeywords(deps)] })
  return {
    routes: messageRoutes({ ...deps, accept }),
    reports,
    receive,
    mailIntake: createMailIntake({ ...deps, mailTokens, reports, receive }),
    receiveCallback: createReceiveCallback({ ...deps, reports, receive }),
    listeners: new Listeners({ ...deps, reports, receive }),
  }
}
