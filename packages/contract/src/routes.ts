/** The API, as one table. */
import type { Static, TSchema } from 'typebox'
import type { RouteRow } from './route.ts'
import { answeringRoutes } from './routes/answering.ts'
import { apiKeyRoutes } from './routes/api-keys.ts'
import { batchRoutes } from './routes/batches.ts'
import { channelDoorRoutes } from './routes/channel-doors.ts'
import { channelRoutes } from './routes/channels.ts'
import { chatFeedbackRoutes } from './routes/chat-feedback.ts'
import { chatRoutes } from './routes/chat.ts'
import { deliveryRoutes } from './routes/deliveries.ts'
import { deliveryRateRoutes } from './routes/delivery-rates.ts'
import { documentBulkRoutes } from './routes/document-bulk.ts'
import { documentFileRoutes } from './routes/document-files.ts'
import { documentRoutes } from './routes/documents.ts'
import { emailDomainRoutes } from './routes/email-domains.ts'
import { emailTemplateRoutes } from './routes/email-templates.ts'
import { emailRoutes } from './routes/email.ts'
import { eventRoutes } from './routes/events.ts'
import { gapRoutes } from './routes/gaps.ts'
import { messageRoutes } from './routes/messages.ts'
import { notificationRoutes } from './routes/notifications.ts'
import { recoveryRoutes } from './routes/recoveries.ts'
import { siteExampleRoutes } from './routes/site-example.ts'
import { rolloutRoutes } from './routes/rollouts.ts'
import { smokeQuestionRoutes } from './routes/smoke-questions.ts'
import { siteRoutes } from './routes/sites.ts'
import { smsRoutes } from './routes/sms.ts'
import { suppressionRoutes } from './routes/suppressions.ts'
import { systemRoutes } from './routes/system.ts'
import { templateRoutes } from './routes/templates.ts'
import { tenantRoutes } from './routes/tenants.ts'
import { usageRoutes } from './routes/usage.ts'
import { verificationRoutes } from './routes/verifications.ts'
import { webhookRoutes } from './routes/webhooks.ts'
import { whatsappRoutes } from './routes/whatsapp.ts'
import { whatsappSessionRoutes } from './routes/whatsapp-sessions.ts'
import { workspaceRoutes } from './routes/workspaces.ts'

export const routes = {
  ...systemRoutes,
  ...workspaceRoutes,
  ...apiKeyRoutes,
  ...webhookRoutes,
  ...deliveryRoutes,
  ...recoveryRoutes,
  ...eventRoutes,
  ...smsRoutes,
  ...whatsappRoutes,
  ...whatsappSessionRoutes,
  ...templateRoutes,
  ...emailRoutes,
  ...emailDomainRoutes,
  ...emailTemplateRoutes,
  ...suppressionRoutes,
  ...messageRoutes,
  ...batchRoutes,
  ...verificationRoutes,
  ...answeringRoutes,
  ...channelRoutes,
  ...channelDoorRoutes,
  ...notificationRoutes,
  ...usageRoutes,
  ...deliveryRateRoutes,
  ...rolloutRoutes,
  ...smokeQuestionRoutes,
  ...siteRoutes,
  ...documentRoutes,
  ...documentFileRoutes,
  ...documentBulkRoutes,
  ...chatRoutes,
  ...chatFeedbackRoutes,
  ...tenantRoutes,
  ...siteExampleRoutes,
  ...gapRoutes,
} as const satisfies Record<string, RouteRow>

export type RouteId = keyof typeof routes

/** Tags in the order in which they are shown, and what each is about. */
export const tags = {
  System: 'Whether the server is well, and which key is calling.',
  Workspaces: 'The customer account. `workspace_id` and `tenant_id` are the same string.',
  'API keys': 'Secret keys: made, rotated with both valid, revoked at once.',
  Webhooks: 'Where events are sent, and how they are signed.',
  Deliveries: 'Every attempt to send an event to a webhook.',
  Recoveries: 'Sending again, after an outage, everything that failed for good.',
  Events: 'What happened in the workspace, in order, and events of your own.',
  SMS: 'Text messages.',
  WhatsApp: 'WhatsApp messages.',
  'WhatsApp sessions': 'Phones that are linked by a QR code, each a channel.',
  Templates: 'Texts that WhatsApp approves before they are sent to contacts who have not written lately.',
  Email: 'E-mail.',
  'Email domains': 'The domains that e-mail is sent from, and the DNS records that prove them.',
  'Email templates': 'Stored e-mails with variables.',
  Suppressions: 'Addresses that get no more e-mail, numbers that get no more messages, and why.',
  Messages: 'What became of a message, of whatever kind.',
  Batches: 'Many messages in one call, and what became of them together.',
  Verifications: 'Codes by which somebody proves that a number or an address is theirs.',
  Answering: 'What answers the questions of a site: its documents alone, or a language model that is shown them.',
  Channels: 'Accounts with carriers, and which of them carries what.',
  Notifications: 'Notices to the owners of the workspace.',
  Sites: 'What answers are made for: a shop, a product, a help page. Each has documents of its own.',
  Documents: 'What answers are made from: texts, questions, files and pages, with their versions.',
  Usage: 'What was sent, and the credits that pay for it.',
  Rollouts: 'New content tried by a share of the sessions, watched, expanded, paused and taken back.',
  Chat: 'Questions, answered from the documents of a site.',
  'Chat feedback': 'What people think of answers, and the documents behind them.',
  Tenants: 'What a tenant has, may and does, and how its questions fare.',
  Example: 'The documents of a made-up shop that a fresh install answers from.',
  Gaps: 'What people asked and no document answered, with drafts to approve.',
} as const satisfies Record<string, string>

type Row<Id extends RouteId> = (typeof routes)[Id]
type StaticOf<Schema> = Schema extends TSchema ? Static<Schema> : undefined

/** Type of the body that a route takes; `undefined` where it takes none. */
export type BodyOf<Id extends RouteId> = Row<Id> extends { readonly body: infer Schema } ? StaticOf<Schema> : undefined
/** `true` of the routes that take a file beside their fields; `false` of the others. */
export type TakesFile<Id extends RouteId> = Row<Id> extends { readonly file: object } ? true : false
/** Type of a route's query, after coercion; `undefined` where it takes none. */
export type QueryOf<Id extends RouteId> =
  Row<Id> extends { readonly query: infer Schema } ? StaticOf<Schema> : undefined
/** Type of a route's path parameters; `undefined` where it has none. */
export type ParamsOf<Id extends RouteId> =
  Row<Id> extends { readonly params: infer Schema } ? StaticOf<Schema> : undefined
/** Type of a route's whole reply, envelope included; `undefined` for 204. */
export type ReplyOf<Id extends RouteId> = StaticOf<Row<Id>['reply']['schema']>
