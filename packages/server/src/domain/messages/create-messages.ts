import type { Engine, Jobs } from '../../engine/index.ts'
import type { SigningKey } from '../../kernel/hmac.ts'
import type { Log } from '../../kernel/log.ts'
import type { SecretBox } from '../../kernel/secret-box.ts'
import type { Unsubscribes } from '../suppressions/index.ts'
import type { FindSendable, TakeTemplateNews } from '../templates/index.ts'
import type { Credits } from '../usage/index.ts'
import { type AcceptDeps, createAcceptMessages } from './accept-message.ts'
import type { ChannelLines, NoteHealth } from '../channels/index.ts'
import { createAnswerKeyword, KEYWORD_ANSWER_JOB, type KeywordAnswerJob } from './answer-keyword.ts'
import { createReports } from './apply-reports.ts'
import { bulkRoutes } from './bulk-routes.ts'
import type { CancelDeps } from './cancel-message.ts'
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
import { createHoldToWindow, type FitToChannel, fitToChannel } from './hold-to-window.ts'
import type { MediaLinks } from './media-links.ts'
import { createAnswerChallenge, createReceiveCallback } from './receive-callback.ts'
import { createReceiveMessages } from './receive-messages.ts'
import { createReveal } from './sealed-content.ts'
import { createSendCode } from './send-code.ts'
import { messageRoutes, type RouteDeps } from './routes.ts'
import { createResumeWaiting } from './resume-waiting.ts'
import { createSettleMessage } from './settle-message.ts'
import { createTakeEngagement } from './take-engagement.ts'
import { createMailIntake, type TakeMailDeps } from './take-mail.ts'
import { createTrackContent } from './track-content.ts'
import type { TrackingLinks } from './tracking-links.ts'

export interface MessageDeps
  extends
    Pick<AcceptDeps, 'store' | 'clock' | 'newId' | 'recordEvents' | 'saveAnswers' | 'callbackWebhook'>,
    Pick<RouteDeps, 'vetCallbackUrl' | 'defaultFrom' | 'chooseSession' | 'write'>,
    Pick<PostageDeps, 'findSender' | 'platformKey' | 'mailInDomain'>,
    Pick<TakeMailDeps, 'feedbackAddress'> {
  readonly log: Log
  /** Sign the addresses that bounces and answers come back to. */
  readonly mailKeys: readonly SigningKey[]
  /** Seals what only the recipient may read. */
  readonly box: SecretBox
  /** Runs a write and keeps its answer for the call's idempotency key in the same transaction. */
  readonly write: CancelDeps['write']
  /** Makes the links by which recipients unsubscribe. */
  readonly unsubscribes: Pick<Unsubscribes, 'headers'>
  /** Makes and reads the addresses by which opens and clicks are known. */
  readonly trackingLinks: TrackingLinks
  readonly engine: Engine
  readonly jobs: Jobs
  readonly credits: Credits
  /** The channels that people entered. */
  readonly lines: Pick<ChannelLines<ChannelCarrier>, 'routeOf' | 'byId' | 'entered' | 'forget' | 'thatListen'>
  readonly templates: { readonly findSendable: FindSendable; readonly takeNews: TakeTemplateNews }
  readonly mediaLinks: Pick<MediaLinks, 'linkOf'>
  readonly health: NoteHealth
  /** Whether this process may work on the messages of a channel; false: another one has what it takes. */
  readonly mayCarry: (channelId: string) => boolean
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
  const holdToWindow = createHoldToWindow(deps)
  const carrying = {
    carrierNamed,
    breakers,
    unsubscribeHeaders,
    mailTokens,
    reveal: createReveal(deps.box),
    trackContent: createTrackContent(deps),
    holdToWindow,
  }
  const queue = deps.engine.queue(messageQueue({ ...deps, ...carrying, settle }))
  deps.jobs.define<ResumeJob>(RESUME_JOB, async ({ workspaceId }) => {
    await deps.store.transaction((tx) => resumePaused(tx, workspaceId, { ...deps, queue }))
    return 'done'
  })
  const providerOf = (kind: MessageKind, simulated: boolean): string =>
    (simulated ? testCarrier : carriers[kind]).provider
  const accept = createAcceptMessages({ ...deps, queue, providerOf })
  const reports = createReports(deps)
  const mediaLink = deps.mediaLinks.linkOf
  deps.jobs.define<KeywordAnswerJob>(KEYWORD_ANSWER_JOB, createAnswerKeyword({ ...deps, accept }))
  const receive = createReceiveMessages({ ...deps, onReceived: [createObeyKeywords(deps)], mediaLink })
  const callbacks = { ...deps, reports, receive, takeTemplateNews: deps.templates.takeNews }
  const window = { ...deps, findSendable: deps.templates.findSendable }
  const fit: FitToChannel = (asked, prepared) => fitToChannel(window, asked, prepared)
  return {
    routes: {
      ...messageRoutes({ ...deps, accept, mediaLink, fitToChannel: fit }),
      ...bulkRoutes({ ...deps, accept, queue, carrierNamed, window }),
    },
    sendCode: createSendCode({ ...deps, accept, fitToChannel: fit }),
    reports,
    receive,
    mailIntake: createMailIntake({ ...deps, mailTokens, reports, receive }),
    tracking: { ...deps.trackingLinks, take: createTakeEngagement({ ...deps, reports }) },
    resumeWaiting: createResumeWaiting({ ...deps, queue }),
    callbacks: { receive: createReceiveCallback(callbacks), challenge: createAnswerChallenge(deps) },
    listeners: new Listeners({ ...deps, reports, receive }),
  }
}
