// Made from the contract by scripts/generate.ts. Do not edit: change the contract and run it again.

import type {
  AccountDeliveryRatesQuery,
  AccountUsageQuery,
  ApiKeysCreateBody,
  ApiKeysListQuery,
  BatchesGetQuery,
  ChannelsCreateBody,
  ChannelsDisconnectBody,
  ChannelsHistoryQuery,
  ChannelsInboundBody,
  ChannelsListQuery,
  ChannelsUpdateBody,
  ChatAskAsyncBody,
  ChatAskBody,
  ChatCloseSessionBody,
  ChatDocumentFeedbackQuery,
  ChatFeedbackBody,
  ChatFeedbackCsvQuery,
  ChatFeedbackExportQuery,
  ChatFeedbackListQuery,
  ChatRequestsQuery,
  ChatSessionQuery,
  ChatSessionsQuery,
  ChatStatisticsQuery,
  CreditsTopUpBody,
  DeliveriesListQuery,
  DocumentsBulkDeleteBody,
  DocumentsBulkStatusBody,
  DocumentsCreateQaBody,
  DocumentsCreateTextBody,
  DocumentsImportUrlBody,
  DocumentsListQuery,
  DocumentsRollbackBody,
  DocumentsSetRecrawlBody,
  DocumentsUpdateBody,
  DocumentsUploadBody,
  DocumentsVersionsQuery,
  EmailDomainsCreateBody,
  EmailDomainsListQuery,
  EmailSendBody,
  EmailSendBulkBody,
  EmailTemplatesCreateBody,
  EmailTemplatesListQuery,
  EmailTemplatesPreviewBody,
  EmailTemplatesUpdateBody,
  EventsListQuery,
  EventsPublishBody,
  GapsApproveBody,
  GapsGetQuery,
  GapsListQuery,
  GapsUpdateBody,
  NotificationsListQuery,
  RecoveriesCreateBody,
  RecoveriesListQuery,
  RolloutsApproveBody,
  RolloutsCreateBody,
  RolloutsExpandBody,
  RolloutsFinishBody,
  RolloutsListQuery,
  RolloutsLogQuery,
  RolloutsPauseBody,
  RolloutsResumeBody,
  RolloutsRollbackBody,
  RolloutsSmokeBody,
  RolloutsStartBody,
  RolloutsUpdateBody,
  RoutingUpdateBody,
  SitesCreateBody,
  SitesListQuery,
  SitesUpdateBody,
  SmokeQuestionsCreateBody,
  SmokeQuestionsGenerateBody,
  SmokeQuestionsUpdateBody,
  SmsPreviewBody,
  SmsSendBody,
  SmsSendBulkBody,
  SmsUpdateOptOutSettingsBody,
  SuppressionsCreateBody,
  SuppressionsExportQuery,
  SuppressionsImportBody,
  SuppressionsListQuery,
  TemplatesCreateBody,
  TemplatesListQuery,
  TenantsStatisticsQuery,
  TenantsUsageHistoryQuery,
  VerifyCheckBody,
  VerifySendBody,
  WebhooksCreateBody,
  WebhooksEventLogQuery,
  WebhooksListQuery,
  WebhooksPatchBody,
  WebhooksRotateSecretBody,
  WebhooksTestBody,
  WebhooksUpdateBody,
  WhatsappMessagesQuery,
  WhatsappSendBody,
  WhatsappSendBulkBody,
  WhatsappSessionsCreateBody,
  WhatsappSessionsListQuery,
  WhatsappSessionsSimulateBody,
  WorkspacesUpdateBody,
} from './inputs.ts'
import type {
  AcceptedDocument,
  AddedExample,
  Answering,
  ApiKey,
  BatchCancellation,
  BulkOutcome,
  Channel,
  ChannelCheck,
  ChannelHistoryLine,
  ChannelProvider,
  ChatAccepted,
  ChatAnswer,
  ChatFeedback,
  ChatRecord,
  ChatRequest,
  ChatSession,
  ChatStatistics,
  ChatUserStatistics,
  Credits,
  Delivery,
  DeliveryDetail,
  DeliveryRates,
  Document,
  DocumentFeedback,
  DocumentPage,
  DocumentVersionPage,
  DocumentVersionText,
  EmailDomain,
  EmailMessage,
  EmailTemplate,
  EmailTemplatePreview,
  Event,
  EventDetail,
  EventLogLine,
  EventTypeInfo,
  FeedbackReceipt,
  Gap,
  GapDetail,
  GapPage,
  Health,
  Me,
  MessageHistoryLine,
  MessageSummary,
  Notification,
  OptOutSettings,
  PageMeta,
  PublishedEvent,
  Recovery,
  RemovedExample,
  Rollout,
  RolloutDetail,
  RolloutLogEntry,
  Route,
  SentBatch,
  SessionQr,
  SimulatedInbound,
  Site,
  SiteExample,
  SitePage,
  SmokeQuestion,
  SmsMessage,
  SmsPreview,
  Suppression,
  SuppressionImport,
  Template,
  Tenant,
  TenantLimits,
  TenantUsage,
  TenantUsageHistory,
  TestDelivery,
  Usage,
  Verification,
  VerificationCheck,
  Webhook,
  WhatsAppMessage,
  WhatsAppSession,
  Workspace,
} from './objects.ts'
import { type Call, type CallOptions, segment } from '../call.ts'

/** The methods of the client, over whatever makes the calls. */
export function createResources(call: Call) {
  return {
    system: {
      /**
       * Health of the server. Needs no key and counts towards no rate limit. Answers 503 while the server is starting
       * or stopping.
       */
      health: (options?: CallOptions) =>
        call.one<Health>({ method: 'GET', path: '/v1/health' }, options),

      /** The key in use. Which workspace, environment and scopes the key of this request has. */
      me: (options?: CallOptions) =>
        call.one<Me>({ method: 'GET', path: '/v1/me' }, options),
    },

    workspaces: {
      /**
       * Read the workspace. A workspace other than that of the key is answered with 403, one that does not exist with
       * 404. Needs the scope `account:read`.
       */
      get: (workspaceId: string, options?: CallOptions) =>
        call.one<Workspace>({ method: 'GET', path: `/v1/workspaces/${segment(workspaceId)}` }, options),

      /**
       * Change the workspace. Changes what is given and leaves the rest. `owner_emails` are those who get alerts. A new
       * `plan` holds at once and emits `plan.changed`: the credits of the month become those of the new plan less what
       * was spent. Needs the scope `admin`.
       */
      update: (workspaceId: string, body: WorkspacesUpdateBody = {}, options?: CallOptions) =>
        call.one<Workspace>({ method: 'PATCH', path: `/v1/workspaces/${segment(workspaceId)}`, body }, options),
    },

    apiKeys: {
      /**
       * List keys. Newest first, expired and revoked ones included. The keys themselves are never shown. Needs the
       * scope `admin`.
       */
      list: (query: ApiKeysListQuery = {}, options?: CallOptions) =>
        call.page<ApiKey>({ method: 'GET', path: '/v1/api-keys', query }, options),
      /** Every item of `list`, page after page. */
      listAll: (query: ApiKeysListQuery = {}, options?: CallOptions) =>
        call.items<ApiKey>({ method: 'GET', path: '/v1/api-keys', query }, options),
      /** Every page of `list`, with its `meta`. */
      listPages: (query: ApiKeysListQuery = {}, options?: CallOptions) =>
        call.pages<ApiKey>({ method: 'GET', path: '/v1/api-keys', query }, options),

      /**
       * Create a key. The reply is the only place where the whole key is shown. Ask for the scopes that the integration
       * needs and no more; aliases of other platforms (`messages:send`, `webhooks:manage`, `trainings:*`, …) are
       * accepted. Needs the scope `admin`.
       */
      create: (body: ApiKeysCreateBody, options?: CallOptions) =>
        call.one<ApiKey>({ method: 'POST', path: '/v1/api-keys', body }, options),

      /**
       * Read a key. What the key may do, and when it was last used. The key itself is never shown. Needs the scope
       * `admin`.
       */
      get: (keyId: string, options?: CallOptions) =>
        call.one<ApiKey>({ method: 'GET', path: `/v1/api-keys/${segment(keyId)}` }, options),

      /**
       * Rotate a key. Makes a new key with the same settings. The old one stays valid until you revoke it: deploy the
       * new one first, see that the old one is no longer used, then revoke it. Needs the scope `admin`.
       */
      rotate: (keyId: string, options?: CallOptions) =>
        call.one<ApiKey>({ method: 'POST', path: `/v1/api-keys/${segment(keyId)}/rotate` }, options),

      /**
       * Revoke a key. At once: the next call with it is answered with 401. Revoking it again changes nothing. Needs the
       * scope `admin`.
       */
      revoke: (keyId: string, options?: CallOptions) =>
        call.one<ApiKey>({ method: 'DELETE', path: `/v1/api-keys/${segment(keyId)}` }, options),
    },

    webhooks: {
      /**
       * Register a webhook. The reply is the only place where the whole signing secret is shown. The address must be
       * HTTPS and public. At most 50 webhooks in a workspace. Needs the scope `webhooks:write`.
       */
      create: (body: WebhooksCreateBody, options?: CallOptions) =>
        call.one<Webhook>({ method: 'POST', path: '/v1/webhooks', body }, options),

      /** List webhooks. Newest first, without secrets. Needs the scope `webhooks:read`. */
      list: (query: WebhooksListQuery = {}, options?: CallOptions) =>
        call.page<Webhook>({ method: 'GET', path: '/v1/webhooks', query }, options),
      /** Every item of `list`, page after page. */
      listAll: (query: WebhooksListQuery = {}, options?: CallOptions) =>
        call.items<Webhook>({ method: 'GET', path: '/v1/webhooks', query }, options),
      /** Every page of `list`, with its `meta`. */
      listPages: (query: WebhooksListQuery = {}, options?: CallOptions) =>
        call.pages<Webhook>({ method: 'GET', path: '/v1/webhooks', query }, options),

      /** Read a webhook. Its settings and its health, without the secret. Needs the scope `webhooks:read`. */
      get: (webhookId: string, options?: CallOptions) =>
        call.one<Webhook>({ method: 'GET', path: `/v1/webhooks/${segment(webhookId)}` }, options),

      /**
       * Change a webhook (PUT). Changes what is given and leaves the rest. Setting it inactive cancels what is pending;
       * setting it active again starts with the next event. Needs the scope `webhooks:write`.
       */
      update: (webhookId: string, body: WebhooksUpdateBody = {}, options?: CallOptions) =>
        call.one<Webhook>({ method: 'PUT', path: `/v1/webhooks/${segment(webhookId)}`, body }, options),

      /**
       * Change a webhook. Changes what is given and leaves the rest. Setting it inactive cancels what is pending;
       * setting it active again starts with the next event. Needs the scope `webhooks:write`.
       */
      patch: (webhookId: string, body: WebhooksPatchBody = {}, options?: CallOptions) =>
        call.one<Webhook>({ method: 'PATCH', path: `/v1/webhooks/${segment(webhookId)}`, body }, options),

      /**
       * Delete a webhook. It receives nothing more and what is pending is cancelled. Its history is kept for 30 days.
       * Needs the scope `webhooks:write`.
       */
      delete: (webhookId: string, options?: CallOptions) =>
        call.none({ method: 'DELETE', path: `/v1/webhooks/${segment(webhookId)}` }, options),

      /**
       * Send a test event. Sends one signed sample event and waits for the answer, at most 10 seconds. `data.test` is
       * true and `X-Timely-Test` is sent. A failure is not retried and does not count. With `mode: "tampered"` the
       * signature is wrong on purpose and the test passes when the receiver answers 401. At most 10 an hour. Needs the
       * scope `webhooks:write`.
       */
      test: (webhookId: string, body: WebhooksTestBody = {}, options?: CallOptions) =>
        call.one<TestDelivery>({ method: 'POST', path: `/v1/webhooks/${segment(webhookId)}/test`, body }, options),

      /**
       * Rotate the signing secret. The new secret is shown once. Until the overlap ends or the new secret is confirmed,
       * `webhook-signature` carries one signature of each, and `X-Timely-Signature` that of the old one. With
       * `overlap_hours: 0` the old one ends at once. Needs the scope `webhooks:write`.
       */
      rotateSecret: (webhookId: string, body: WebhooksRotateSecretBody = {}, options?: CallOptions) =>
        call.one<Webhook>({ method: 'POST', path: `/v1/webhooks/${segment(webhookId)}/rotate-secret`, body }, options),

      /**
       * Confirm the new secret. Ends the overlap: from now on only the new secret signs. Call it when the receiver
       * knows the new secret. Confirming again changes nothing. Needs the scope `webhooks:write`.
       */
      confirmSecret: (webhookId: string, options?: CallOptions) =>
        call.one<Webhook>({ method: 'POST', path: `/v1/webhooks/${segment(webhookId)}/confirm-secret` }, options),

      /**
       * Event log of a webhook. One line for each event, newest first, with its state and its last outcome. Needs the
       * scope `webhooks:read`.
       */
      eventLog: (webhookId: string, query: WebhooksEventLogQuery = {}, options?: CallOptions) =>
        call.page<EventLogLine>({ method: 'GET', path: `/v1/webhooks/${segment(webhookId)}/events`, query }, options),
      /** Every item of `eventLog`, page after page. */
      eventLogAll: (webhookId: string, query: WebhooksEventLogQuery = {}, options?: CallOptions) =>
        call.items<EventLogLine>({ method: 'GET', path: `/v1/webhooks/${segment(webhookId)}/events`, query }, options),
      /** Every page of `eventLog`, with its `meta`. */
      eventLogPages: (webhookId: string, query: WebhooksEventLogQuery = {}, options?: CallOptions) =>
        call.pages<EventLogLine>({ method: 'GET', path: `/v1/webhooks/${segment(webhookId)}/events`, query }, options),
    },

    deliveries: {
      /**
       * List deliveries. One line for each attempt, newest first; a scheduled retry is `pending`. Kept for 30 days.
       * Needs the scope `webhooks:read`.
       */
      list: (webhookId: string, query: DeliveriesListQuery = {}, options?: CallOptions) =>
        call.page<Delivery>({ method: 'GET', path: `/v1/webhooks/${segment(webhookId)}/deliveries`, query }, options),
      /** Every item of `list`, page after page. */
      listAll: (webhookId: string, query: DeliveriesListQuery = {}, options?: CallOptions) =>
        call.items<Delivery>({ method: 'GET', path: `/v1/webhooks/${segment(webhookId)}/deliveries`, query }, options),
      /** Every page of `list`, with its `meta`. */
      listPages: (webhookId: string, query: DeliveriesListQuery = {}, options?: CallOptions) =>
        call.pages<Delivery>({ method: 'GET', path: `/v1/webhooks/${segment(webhookId)}/deliveries`, query }, options),

      /**
       * Read a delivery. One attempt with what was sent and the first 4 KiB of what came back. Needs the scope
       * `webhooks:read`.
       */
      get: (webhookId: string, deliveryId: string, options?: CallOptions) =>
        call.one<DeliveryDetail>({ method: 'GET', path: `/v1/webhooks/${segment(webhookId)}/deliveries/${segment(deliveryId)}` }, options),

      /**
       * Send again. Sends the event of this delivery again, with the same event id and the same body. It replaces an
       * automatic retry that is pending. Needs the scope `webhooks:write`.
       */
      retry: (webhookId: string, deliveryId: string, options?: CallOptions) =>
        call.one<Delivery>({ method: 'POST', path: `/v1/webhooks/${segment(webhookId)}/deliveries/${segment(deliveryId)}/retry` }, options),
    },

    recoveries: {
      /**
       * Recover a time range. Sends again, in the background, every event of the range that failed for good. With
       * `dry_run` it only counts them. Needs the scope `webhooks:write`.
       */
      create: (webhookId: string, body: RecoveriesCreateBody, options?: CallOptions) =>
        call.one<Recovery>({ method: 'POST', path: `/v1/webhooks/${segment(webhookId)}/recover`, body }, options),

      /** List recoveries. Newest first. Needs the scope `webhooks:read`. */
      list: (webhookId: string, query: RecoveriesListQuery = {}, options?: CallOptions) =>
        call.page<Recovery>({ method: 'GET', path: `/v1/webhooks/${segment(webhookId)}/recoveries`, query }, options),
      /** Every item of `list`, page after page. */
      listAll: (webhookId: string, query: RecoveriesListQuery = {}, options?: CallOptions) =>
        call.items<Recovery>({ method: 'GET', path: `/v1/webhooks/${segment(webhookId)}/recoveries`, query }, options),
      /** Every page of `list`, with its `meta`. */
      listPages: (webhookId: string, query: RecoveriesListQuery = {}, options?: CallOptions) =>
        call.pages<Recovery>({ method: 'GET', path: `/v1/webhooks/${segment(webhookId)}/recoveries`, query }, options),

      /**
       * Read a recovery. Its progress: how many events matched, and how many were sent again or skipped so far. Needs
       * the scope `webhooks:read`.
       */
      get: (webhookId: string, recoveryId: string, options?: CallOptions) =>
        call.one<Recovery>({ method: 'GET', path: `/v1/webhooks/${segment(webhookId)}/recoveries/${segment(recoveryId)}` }, options),

      /** Cancel a recovery. Stops it. What was queued already is still sent. Needs the scope `webhooks:write`. */
      cancel: (webhookId: string, recoveryId: string, options?: CallOptions) =>
        call.one<Recovery>({ method: 'POST', path: `/v1/webhooks/${segment(webhookId)}/recoveries/${segment(recoveryId)}/cancel` }, options),
    },

    events: {
      /**
       * List events. Every event of the workspace, oldest first, whether or not a webhook wants it. A receiver that was
       * down reads on from the cursor it kept and misses nothing. Needs the scope `webhooks:read`.
       */
      list: (query: EventsListQuery = {}, options?: CallOptions) =>
        call.cursorPage<Event>({ method: 'GET', path: '/v1/events', query }, options),
      /** Every item of `list`, page after page. */
      listAll: (query: EventsListQuery = {}, options?: CallOptions) =>
        call.cursorItems<Event>({ method: 'GET', path: '/v1/events', query }, options),
      /** Every page of `list`, with its `meta`. */
      listPages: (query: EventsListQuery = {}, options?: CallOptions) =>
        call.cursorPages<Event>({ method: 'GET', path: '/v1/events', query }, options),

      /**
       * Read an event. The event as it was sent, and how it fares with each webhook that wants it. Needs the scope
       * `webhooks:read`.
       */
      get: (eventId: string, options?: CallOptions) =>
        call.one<EventDetail>({ method: 'GET', path: `/v1/events/${segment(eventId)}` }, options),

      /**
       * Publish an event of your own. Sends a `custom.*` event to every webhook that wants it, signed and retried like
       * any other. The envelope must stay below 90 KB. Needs the scope `webhooks:write`.
       */
      publish: (body: EventsPublishBody, options?: CallOptions) =>
        call.one<PublishedEvent>({ method: 'POST', path: '/v1/events', body }, options),
    },

    eventTypes: {
      /** The catalogue of events. Every type with the schema of its `data` and an example. All on one page. */
      list: (options?: CallOptions) =>
        call.page<EventTypeInfo>({ method: 'GET', path: '/v1/event-types' }, options),
      /** Every item of `list`, page after page. */
      listAll: (options?: CallOptions) =>
        call.items<EventTypeInfo>({ method: 'GET', path: '/v1/event-types' }, options),
      /** Every page of `list`, with its `meta`. */
      listPages: (options?: CallOptions) =>
        call.pages<EventTypeInfo>({ method: 'GET', path: '/v1/event-types' }, options),
    },

    sms: {
      /**
       * Send an SMS. Stores the message and answers at once; what becomes of it arrives as `sms.sent`, `sms.delivered`
       * or `sms.failed`. Give `message` or `content`; both, and different, is refused. Needs the scope `sms:write`.
       */
      send: (body: SmsSendBody, options?: CallOptions) =>
        call.one<SmsMessage>({ method: 'POST', path: '/v1/sms/send', body }, options),

      /**
       * What an SMS would be and cost. Sends and keeps nothing: encoding, segments, the character that forces UCS-2,
       * what would save segments, and the credits that sending costs. Needs the scope `sms:write`.
       */
      preview: (body: SmsPreviewBody, options?: CallOptions) =>
        call.one<SmsPreview>({ method: 'POST', path: '/v1/sms/preview', body }, options),

      /**
       * How STOP, START and HELP are answered. A message that says nothing but such a word, in any of the languages, is
       * obeyed: STOP puts the number on the suppression list of SMS, START takes it off again, and each is confirmed
       * once. Needs the scope `sms:write`.
       */
      optOutSettings: (options?: CallOptions) =>
        call.one<OptOutSettings>({ method: 'GET', path: '/v1/sms/opt-out-settings' }, options),

      /**
       * Change how STOP, START and HELP are answered. Replaces all settings; a field that is left out goes back to what
       * it was in the beginning. For a channel whose carrier answers by itself, set `provider_handles_opt_out` in its
       * settings instead. Needs the scope `sms:write`.
       */
      updateOptOutSettings: (body: SmsUpdateOptOutSettingsBody = {}, options?: CallOptions) =>
        call.one<OptOutSettings>({ method: 'PUT', path: '/v1/sms/opt-out-settings', body }, options),

      /** Status of an SMS. The message with its status and times. Needs the scope `sms:write`. */
      status: (messageId: string, options?: CallOptions) =>
        call.one<SmsMessage>({ method: 'GET', path: `/v1/sms/status/${segment(messageId)}` }, options),

      /**
       * Send many SMS. Each recipient gets a result by index: the id of its message, or the error that a single send
       * would have been answered with. Recipients that are refused do not keep the others from being sent. The call is
       * paid whole or refused whole: where the credits do not cover all accepted recipients, the answer is 402 and
       * nothing was written. Where `variables` are given, for all or for one, texts are templates: `{{name}}` is
       * replaced by the value, which a recipient without one is refused for. Needs the scope `sms:write`.
       */
      sendBulk: (body: SmsSendBulkBody = {}, options?: CallOptions) =>
        call.one<SentBatch>({ method: 'POST', path: '/v1/sms/send-bulk', body }, options),
    },

    whatsapp: {
      /**
       * Send a WhatsApp message. Stores the message and answers at once; what becomes of it arrives as `message.sent`,
       * `.delivered`, `.read` or `.failed`. `session_id` says which session sends, and no other channel will. Without
       * it the WhatsApp route sends; where that is empty, the only connected session; where the workspace has no
       * session, the simulator. The text is `text.body`, `content` or `message`; several, and different, is refused.
       * Where the channel asks for templates (`waba`), anything else is taken only within 24 hours after the contact
       * wrote, a text outside of them as `fallback_template` where there is one, and a template must be approved and
       * complete. Needs the scope `whatsapp:write`.
       */
      send: (body: WhatsappSendBody, options?: CallOptions) =>
        call.one<WhatsAppMessage>({ method: 'POST', path: '/v1/whatsapp/send', body }, options),

      /** List WhatsApp messages. Newest first. Needs the scope `whatsapp:read`. */
      messages: (query: WhatsappMessagesQuery = {}, options?: CallOptions) =>
        call.page<WhatsAppMessage>({ method: 'GET', path: '/v1/whatsapp/messages', query }, options),
      /** Every item of `messages`, page after page. */
      messagesAll: (query: WhatsappMessagesQuery = {}, options?: CallOptions) =>
        call.items<WhatsAppMessage>({ method: 'GET', path: '/v1/whatsapp/messages', query }, options),
      /** Every page of `messages`, with its `meta`. */
      messagesPages: (query: WhatsappMessagesQuery = {}, options?: CallOptions) =>
        call.pages<WhatsAppMessage>({ method: 'GET', path: '/v1/whatsapp/messages', query }, options),

      /** Status of a WhatsApp message. The message with its status and times. Needs the scope `whatsapp:read`. */
      message: (messageId: string, options?: CallOptions) =>
        call.one<WhatsAppMessage>({ method: 'GET', path: `/v1/whatsapp/messages/${segment(messageId)}` }, options),

      /**
       * Send many WhatsApp messages. Each recipient gets a result by index: the id of its message, or the error that a
       * single send would have been answered with. Recipients that are refused do not keep the others from being sent.
       * The call is paid whole or refused whole: where the credits do not cover all accepted recipients, the answer is
       * 402 and nothing was written. Where `variables` are given, for all or for one, texts are templates: `{{name}}`
       * is replaced by the value, which a recipient without one is refused for. Needs the scope `whatsapp:write`.
       */
      sendBulk: (body: WhatsappSendBulkBody = {}, options?: CallOptions) =>
        call.one<SentBatch>({ method: 'POST', path: '/v1/whatsapp/send-bulk', body }, options),
    },

    whatsappSessions: {
      /**
       * Connect a phone. Begins a session and answers with the QR code to scan with the phone (WhatsApp, Linked
       * devices). A code can be scanned until `qr_expires_at`; others follow by themselves for some minutes, to be read
       * from `GET …/qr`. When the phone was slow in coming, `qr_code` is null here and comes there. A repetition with
       * the same `Idempotency-Key` shows no code. `webhook_url` gets the events of this session and of its messages,
       * beside the webhooks that subscribe to them. Needs the scope `whatsapp:write`.
       */
      create: (body: WhatsappSessionsCreateBody, options?: CallOptions) =>
        call.one<WhatsAppSession>({ method: 'POST', path: '/v1/whatsapp/sessions', body }, options),

      /** List sessions. Newest first, without QR codes: read those from `GET …/qr`. Needs the scope `whatsapp:read`. */
      list: (query: WhatsappSessionsListQuery = {}, options?: CallOptions) =>
        call.page<WhatsAppSession>({ method: 'GET', path: '/v1/whatsapp/sessions', query }, options),
      /** Every item of `list`, page after page. */
      listAll: (query: WhatsappSessionsListQuery = {}, options?: CallOptions) =>
        call.items<WhatsAppSession>({ method: 'GET', path: '/v1/whatsapp/sessions', query }, options),
      /** Every page of `list`, with its `meta`. */
      listPages: (query: WhatsappSessionsListQuery = {}, options?: CallOptions) =>
        call.pages<WhatsAppSession>({ method: 'GET', path: '/v1/whatsapp/sessions', query }, options),

      /**
       * Read a session. Its state, why it is in it, and when its phone last showed life. `connected` is said only while
       * the phone does; after a restart it is `connecting` until it is heard from. What befell it is the history of its
       * channel. Needs the scope `whatsapp:read`.
       */
      get: (sessionId: string, options?: CallOptions) =>
        call.one<WhatsAppSession>({ method: 'GET', path: `/v1/whatsapp/sessions/${segment(sessionId)}` }, options),

      /**
       * Delete a session. Logs the phone out where it is connected, and forgets the keys that it was linked with. The
       * messages that it carried are kept. Needs the scope `whatsapp:write`.
       */
      delete: (sessionId: string, options?: CallOptions) =>
        call.none({ method: 'DELETE', path: `/v1/whatsapp/sessions/${segment(sessionId)}` }, options),

      /**
       * QR code of a session. The code to scan now. Null while there is none: `status` says whether one is to come.
       * Needs the scope `whatsapp:read`.
       */
      qr: (sessionId: string, options?: CallOptions) =>
        call.one<SessionQr>({ method: 'GET', path: `/v1/whatsapp/sessions/${segment(sessionId)}/qr` }, options),

      /**
       * Reconnect a session. Begins anew, in whatever state it is: with the link that is kept where there is one,
       * otherwise with a new QR code. Needs the scope `whatsapp:write`.
       */
      reconnect: (sessionId: string, options?: CallOptions) =>
        call.one<WhatsAppSession>({ method: 'POST', path: `/v1/whatsapp/sessions/${segment(sessionId)}/reconnect` }, options),

      /**
       * Log a session out. Removes Posthorn from the linked devices of the phone, where it is connected, and forgets
       * the keys. `reconnect` shows a new QR code. Needs the scope `whatsapp:write`.
       */
      logout: (sessionId: string, options?: CallOptions) =>
        call.one<WhatsAppSession>({ method: 'POST', path: `/v1/whatsapp/sessions/${segment(sessionId)}/logout` }, options),

      /**
       * Play the phone of a simulated session. Does to the simulated phone what people and networks do to real ones.
       * `scan` scans the code; `drop` and `phone_offline` last for `seconds`; `logout`, `ban`, `replace` and `break`
       * end the session as WhatsApp would; `silence` stops all signs of life without a word. What comes of it shows in
       * the session, its events and its history. Refused where a real driver carries the session. Needs the scope
       * `whatsapp:write`.
       */
      simulate: (sessionId: string, body: WhatsappSessionsSimulateBody, options?: CallOptions) =>
        call.one<WhatsAppSession>({ method: 'POST', path: `/v1/whatsapp/sessions/${segment(sessionId)}/simulate`, body }, options),
    },

    templates: {
      /**
       * Write a template. Keeps a draft, checked as far as it can be: one body, consecutive or named variables, an
       * example for each. It belongs to the account of `channel_id`, by default of the first WhatsApp channel whose
       * carrier approves templates. Where there is none, and with a test key, it is `simulated`. Nothing is sent to the
       * carrier before `submit`. Needs the scope `whatsapp:write`.
       */
      create: (body: TemplatesCreateBody, options?: CallOptions) =>
        call.one<Template>({ method: 'POST', path: '/v1/templates', body }, options),

      /** List templates. Newest first, with what is known of their approval. Needs the scope `whatsapp:read`. */
      list: (query: TemplatesListQuery = {}, options?: CallOptions) =>
        call.page<Template>({ method: 'GET', path: '/v1/templates', query }, options),
      /** Every item of `list`, page after page. */
      listAll: (query: TemplatesListQuery = {}, options?: CallOptions) =>
        call.items<Template>({ method: 'GET', path: '/v1/templates', query }, options),
      /** Every page of `list`, with its `meta`. */
      listPages: (query: TemplatesListQuery = {}, options?: CallOptions) =>
        call.pages<Template>({ method: 'GET', path: '/v1/templates', query }, options),

      /**
       * Read a template. With its state, its quality and, where it was rejected, the reason. Needs the scope
       * `whatsapp:read`.
       */
      get: (templateId: string, options?: CallOptions) =>
        call.one<Template>({ method: 'GET', path: `/v1/templates/${segment(templateId)}` }, options),

      /**
       * Delete a template. At the carrier, too, where it was submitted: it can be sent no more, and its name stays
       * taken there for 30 days. A carrier that cannot be asked keeps it: try again. Needs the scope `whatsapp:write`.
       */
      delete: (templateId: string, options?: CallOptions) =>
        call.none({ method: 'DELETE', path: `/v1/templates/${segment(templateId)}` }, options),

      /**
       * Submit a template for approval. From `draft` or `rejected` to `pending`. The carrier is called afterwards, as
       * often as it takes; its review takes minutes to days. A template that the account has already under this name
       * and language is taken over where it says the same. Needs the scope `whatsapp:write`.
       */
      submit: (templateId: string, options?: CallOptions) =>
        call.one<Template>({ method: 'POST', path: `/v1/templates/${segment(templateId)}/submit` }, options),

      /**
       * Ask the carrier about a template now. It is asked hourly while a template is pending and daily afterwards, and
       * tells by itself through callbacks. A carrier that does not answer changes nothing: it is said in `problem`.
       * Needs the scope `whatsapp:write`.
       */
      refresh: (templateId: string, options?: CallOptions) =>
        call.one<Template>({ method: 'POST', path: `/v1/templates/${segment(templateId)}/refresh` }, options),
    },

    email: {
      /**
       * Send an e-mail. Stores the message and answers at once; what becomes of it arrives as `email.*` events. A
       * recipient on the suppression list fails at once, with `error_code` `suppressed`, and the others get it. Give
       * `html`, `text`, or a `template_id` with its `variables`. Needs the scope `email:write`.
       */
      send: (body: EmailSendBody, options?: CallOptions) =>
        call.one<EmailMessage>({ method: 'POST', path: '/v1/email/send', body }, options),

      /**
       * Status of an e-mail. The message with its status and times, opens, clicks, bounce and complaint included. Needs
       * the scope `email:write`.
       */
      status: (messageId: string, options?: CallOptions) =>
        call.one<EmailMessage>({ method: 'GET', path: `/v1/email/status/${segment(messageId)}` }, options),

      /**
       * Send many e-mails. Each recipient gets a result by index: the id of its message, or the error that a single
       * send would have been answered with. Recipients that are refused do not keep the others from being sent. The
       * call is paid whole or refused whole: where the credits do not cover all accepted recipients, the answer is 402
       * and nothing was written. Where `variables` are given, for all or for one, texts are templates: `{{name}}` is
       * replaced by the value, which a recipient without one is refused for. Each recipient gets an e-mail of their own
       * and sees no other. There are no attachments in bulk: link to the file. Needs the scope `email:write`.
       */
      sendBulk: (body: EmailSendBulkBody = {}, options?: CallOptions) =>
        call.one<SentBatch>({ method: 'POST', path: '/v1/email/send-bulk', body }, options),
    },

    emailDomains: {
      /**
       * Add a sending domain. Makes a DKIM key for the domain and says which DNS records to publish. The domain is
       * looked at every hour until it is verified, at most for three days, and daily afterwards. At most 50 domains in
       * a workspace. Needs the scope `email:write`.
       */
      create: (body: EmailDomainsCreateBody, options?: CallOptions) =>
        call.one<EmailDomain>({ method: 'POST', path: '/v1/email/domains', body }, options),

      /** List sending domains. Newest first. Needs the scope `email:write`. */
      list: (query: EmailDomainsListQuery = {}, options?: CallOptions) =>
        call.page<EmailDomain>({ method: 'GET', path: '/v1/email/domains', query }, options),
      /** Every item of `list`, page after page. */
      listAll: (query: EmailDomainsListQuery = {}, options?: CallOptions) =>
        call.items<EmailDomain>({ method: 'GET', path: '/v1/email/domains', query }, options),
      /** Every page of `list`, with its `meta`. */
      listPages: (query: EmailDomainsListQuery = {}, options?: CallOptions) =>
        call.pages<EmailDomain>({ method: 'GET', path: '/v1/email/domains', query }, options),

      /**
       * Read a sending domain. With each record, what was found of it at the last check, and what is wrong with it.
       * Needs the scope `email:write`.
       */
      get: (domainId: string, options?: CallOptions) =>
        call.one<EmailDomain>({ method: 'GET', path: `/v1/email/domains/${segment(domainId)}` }, options),

      /**
       * Delete a sending domain. Nothing new is sent from it, and its DKIM key is forgotten: added again, it gets
       * another one. Needs the scope `email:write`.
       */
      delete: (domainId: string, options?: CallOptions) =>
        call.none({ method: 'DELETE', path: `/v1/email/domains/${segment(domainId)}` }, options),

      /**
       * Check a sending domain now. Looks up every record and answers with what was found. A name server that does not
       * answer changes nothing: it is said in `reason`, and asked again later. Needs the scope `email:write`.
       */
      verify: (domainId: string, options?: CallOptions) =>
        call.one<EmailDomain>({ method: 'POST', path: `/v1/email/domains/${segment(domainId)}/verify` }, options),
    },

    emailTemplates: {
      /**
       * Store a template. Give `html`, `text`, or both. `{{name}}` and `{{order.number}}` stand for values;
       * `{{#items}}…{{/items}}` repeats for a list, or shows its inside when the value is there;
       * `{{^items}}…{{/items}}` when it is not; `{{! … }}` is a comment. Unescaped values (`{{{…}}}`) are refused.
       * Needs the scope `email:write`.
       */
      create: (body: EmailTemplatesCreateBody, options?: CallOptions) =>
        call.one<EmailTemplate>({ method: 'POST', path: '/v1/email/templates', body }, options),

      /** List templates. Newest first. Needs the scope `email:write`. */
      list: (query: EmailTemplatesListQuery = {}, options?: CallOptions) =>
        call.page<EmailTemplate>({ method: 'GET', path: '/v1/email/templates', query }, options),
      /** Every item of `list`, page after page. */
      listAll: (query: EmailTemplatesListQuery = {}, options?: CallOptions) =>
        call.items<EmailTemplate>({ method: 'GET', path: '/v1/email/templates', query }, options),
      /** Every page of `list`, with its `meta`. */
      listPages: (query: EmailTemplatesListQuery = {}, options?: CallOptions) =>
        call.pages<EmailTemplate>({ method: 'GET', path: '/v1/email/templates', query }, options),

      /** Read a template. With the variables that it uses. Needs the scope `email:write`. */
      get: (templateId: string, options?: CallOptions) =>
        call.one<EmailTemplate>({ method: 'GET', path: `/v1/email/templates/${segment(templateId)}` }, options),

      /**
       * Change a template. What is left out stays; null takes `html` or `text` away. Messages that were accepted keep
       * what they were rendered to. Needs the scope `email:write`.
       */
      update: (templateId: string, body: EmailTemplatesUpdateBody = {}, options?: CallOptions) =>
        call.one<EmailTemplate>({ method: 'PATCH', path: `/v1/email/templates/${segment(templateId)}`, body }, options),

      /**
       * Delete a template. Messages that were accepted with it are sent all the same. Needs the scope `email:write`.
       */
      delete: (templateId: string, options?: CallOptions) =>
        call.none({ method: 'DELETE', path: `/v1/email/templates/${segment(templateId)}` }, options),

      /**
       * Preview a template. Renders it as a send would, sends nothing, and says which variables are missing. Needs the
       * scope `email:write`.
       */
      preview: (templateId: string, body: EmailTemplatesPreviewBody = {}, options?: CallOptions) =>
        call.one<EmailTemplatePreview>({ method: 'POST', path: `/v1/email/templates/${segment(templateId)}/preview`, body }, options),
    },

    suppressions: {
      /**
       * List suppressed addresses. Addresses that get no e-mail from this workspace now, newest first; with `channel`,
       * numbers that get no SMS or WhatsApp messages. A test key sees the list of the test keys. Needs the scope
       * `email:write`.
       */
      list: (query: SuppressionsListQuery = {}, options?: CallOptions) =>
        call.page<Suppression>({ method: 'GET', path: '/v1/email/suppressions', query }, options),
      /** Every item of `list`, page after page. */
      listAll: (query: SuppressionsListQuery = {}, options?: CallOptions) =>
        call.items<Suppression>({ method: 'GET', path: '/v1/email/suppressions', query }, options),
      /** Every page of `list`, with its `meta`. */
      listPages: (query: SuppressionsListQuery = {}, options?: CallOptions) =>
        call.pages<Suppression>({ method: 'GET', path: '/v1/email/suppressions', query }, options),

      /**
       * Suppress an address. From now on nothing is sent to it, what is queued already included. An address that is on
       * the list for good stays as it is and is given back; an entry that ends is replaced. Needs the scope
       * `email:write`.
       */
      create: (body: SuppressionsCreateBody, options?: CallOptions) =>
        call.one<Suppression>({ method: 'POST', path: '/v1/email/suppressions', body }, options),

      /**
       * Suppress many addresses. Up to 1,000 at once, as another platform or an export gave them. What is no address is
       * named and left out; the rest is taken. Needs the scope `email:write`.
       */
      import: (body: SuppressionsImportBody, options?: CallOptions) =>
        call.one<SuppressionImport>({ method: 'POST', path: '/v1/email/suppressions/import', body }, options),

      /**
       * Export the list. Every entry of a channel that holds now, oldest first, as newline-delimited JSON: one entry a
       * line, each as the import takes it. Needs the scope `email:write`.
       */
      export: (query: SuppressionsExportQuery = {}, options?: CallOptions) =>
        call.text({ method: 'GET', path: '/v1/email/suppressions/export', query, accept: 'application/x-ndjson' }, options),

      /** Read an entry. With its reason and the message it came from. Needs the scope `email:write`. */
      get: (suppressionId: string, options?: CallOptions) =>
        call.one<Suppression>({ method: 'GET', path: `/v1/email/suppressions/${segment(suppressionId)}` }, options),

      /**
       * Let an address get messages again. Whatever the reason was: a hard bounce that was a mistake, or somebody who
       * asks to be written to again. Needs the scope `email:write`.
       */
      delete: (suppressionId: string, options?: CallOptions) =>
        call.none({ method: 'DELETE', path: `/v1/email/suppressions/${segment(suppressionId)}` }, options),
    },

    messages: {
      /**
       * History of a message. Every attempt with the channel that carried it, and everything that carriers reported,
       * applied or not, in order. For messages of every kind; one that came in was not attempted and has none. Needs
       * the scope `messages:read`.
       */
      history: (messageId: string, options?: CallOptions) =>
        call.one<MessageHistoryLine[]>({ method: 'GET', path: `/v1/messages/${segment(messageId)}/history` }, options),

      /**
       * Cancel a message. Works while it is `scheduled`, `paused`, or `queued` and not being sent: it is either sent or
       * cancelled, never both. Its credits are given back. Of an e-mail with several recipients, those are cancelled
       * that can be. There is no event: whoever cancels knows. Needs the scope `messages:write`.
       */
      cancel: (messageId: string, options?: CallOptions) =>
        call.one<MessageSummary>({ method: 'POST', path: `/v1/messages/${segment(messageId)}/cancel` }, options),
    },

    batches: {
      /** Read a batch. Its messages counted by their state now, and a page of them. Needs the scope `messages:read`. */
      get: (batchId: string, query: BatchesGetQuery = {}, options?: CallOptions) =>
        call.page<unknown>({ method: 'GET', path: `/v1/batches/${segment(batchId)}`, query }, options),
      /** Every item of `get`, page after page. */
      getAll: (batchId: string, query: BatchesGetQuery = {}, options?: CallOptions) =>
        call.items<unknown>({ method: 'GET', path: `/v1/batches/${segment(batchId)}`, query }, options),
      /** Every page of `get`, with its `meta`. */
      getPages: (batchId: string, query: BatchesGetQuery = {}, options?: CallOptions) =>
        call.pages<unknown>({ method: 'GET', path: `/v1/batches/${segment(batchId)}`, query }, options),

      /**
       * Cancel a batch. Cancels what is not yet sent and not being sent; the rest stays as it is. Needs the scope
       * `messages:write`.
       */
      cancel: (batchId: string, options?: CallOptions) =>
        call.one<BatchCancellation>({ method: 'POST', path: `/v1/batches/${segment(batchId)}/cancel` }, options),
    },

    verify: {
      /**
       * Send a verification code. Makes a code and sends it as an ordinary message, whose text is never shown with the
       * code. A recipient gets at most 5 codes an hour and 20 a day; a new one replaces the one before it. A test key
       * is given the code in `test_code`. Needs the scope `verify:write`.
       */
      send: (body: VerifySendBody, options?: CallOptions) =>
        call.one<Verification>({ method: 'POST', path: '/v1/verify/send', body }, options),

      /**
       * Check a verification code. Of several checks with the right code one is answered with `valid`. After five wrong
       * ones the verification has `failed`, whatever comes then. Needs the scope `verify:write`.
       */
      check: (body: VerifyCheckBody, options?: CallOptions) =>
        call.one<VerificationCheck>({ method: 'POST', path: '/v1/verify/check', body }, options),

      /** Status of a verification. Whether it is still open, and how it ended. Needs the scope `verify:write`. */
      status: (verificationId: string, options?: CallOptions) =>
        call.one<Verification>({ method: 'GET', path: `/v1/verify/status/${segment(verificationId)}` }, options),
    },

    sites: {
      /**
       * Read what answers. Whether the documents are quoted or a language model words the answers, whether the models
       * are reached, and how many chunks still wait to be found by meaning. Models are set up by whoever runs the
       * server. Needs the scope `documents:read`.
       */
      answering: (siteId: string, options?: CallOptions) =>
        call.bare<Answering>({ method: 'GET', path: `/api/v1/m2m/sites/${segment(siteId)}/answering` }, options),

      /** List sites. Newest first, with how many documents each has. Needs the scope `documents:read`. */
      list: (query: SitesListQuery = {}, options?: CallOptions) =>
        call.bare<SitePage>({ method: 'GET', path: '/api/v1/m2m/sites', query }, options),

      /**
       * Add a site. Documents, questions and sessions of one site are nothing to another. Needs the scope
       * `documents:write`.
       */
      create: (body: SitesCreateBody, options?: CallOptions) =>
        call.bare<Site>({ method: 'POST', path: '/api/v1/m2m/sites', body }, options),

      /** Read a site. With how many documents it has. Needs the scope `documents:read`. */
      get: (siteId: string, options?: CallOptions) =>
        call.bare<Site>({ method: 'GET', path: `/api/v1/m2m/sites/${segment(siteId)}` }, options),

      /**
       * Change a site. What is left out stays. Questions are answered by it from then on. Needs the scope
       * `documents:write`.
       */
      update: (siteId: string, body: SitesUpdateBody = {}, options?: CallOptions) =>
        call.bare<Site>({ method: 'PATCH', path: `/api/v1/m2m/sites/${segment(siteId)}`, body }, options),
    },

    channels: {
      /**
       * Enter a channel. Tests the connection first; what cannot be connected is not kept, and the reply says why. With
       * `check: false` it is kept without a test, `disconnected`, until `connect` is called. The channel joins the end
       * of its type’s route. Needs the scope `channels:write`.
       */
      create: (body: ChannelsCreateBody, options?: CallOptions) =>
        call.one<Channel>({ method: 'POST', path: '/v1/channels', body }, options),

      /**
       * List channels. Newest first, without credentials, the built-in simulators included once they were used. Needs
       * the scope `channels:read`.
       */
      list: (query: ChannelsListQuery = {}, options?: CallOptions) =>
        call.page<Channel>({ method: 'GET', path: '/v1/channels', query }, options),
      /** Every item of `list`, page after page. */
      listAll: (query: ChannelsListQuery = {}, options?: CallOptions) =>
        call.items<Channel>({ method: 'GET', path: '/v1/channels', query }, options),
      /** Every page of `list`, with its `meta`. */
      listPages: (query: ChannelsListQuery = {}, options?: CallOptions) =>
        call.pages<Channel>({ method: 'GET', path: '/v1/channels', query }, options),

      /** Read a channel. Its settings and its health, without credentials. Needs the scope `channels:read`. */
      get: (channelId: string, options?: CallOptions) =>
        call.one<Channel>({ method: 'GET', path: `/v1/channels/${segment(channelId)}` }, options),

      /**
       * Change a channel. Changes what is given and leaves the rest; `settings` and `credentials` are each replaced as
       * a whole. Of a channel that is in use the connection is tested first, and what cannot be connected is refused.
       * Needs the scope `channels:write`.
       */
      update: (channelId: string, body: ChannelsUpdateBody = {}, options?: CallOptions) =>
        call.one<Channel>({ method: 'PUT', path: `/v1/channels/${segment(channelId)}`, body }, options),

      /**
       * Delete a channel. Forgets its credentials and takes it off its route. What it carried is kept. Without another
       * channel of its type, messages go to the simulator again. Needs the scope `channels:write`.
       */
      delete: (channelId: string, options?: CallOptions) =>
        call.none({ method: 'DELETE', path: `/v1/channels/${segment(channelId)}` }, options),

      /**
       * Connect a channel. Tests the connection, and puts the channel into use if it holds. Needs the scope
       * `channels:write`.
       */
      connect: (channelId: string, options?: CallOptions) =>
        call.one<Channel>({ method: 'POST', path: `/v1/channels/${segment(channelId)}/connect` }, options),

      /**
       * Disconnect a channel. Takes it out of use; its place in the route and its credentials are kept. Needs the scope
       * `channels:write`.
       */
      disconnect: (channelId: string, body: ChannelsDisconnectBody = {}, options?: CallOptions) =>
        call.one<Channel>({ method: 'POST', path: `/v1/channels/${segment(channelId)}/disconnect`, body }, options),

      /**
       * Test a connection. Asks the carrier whether it knows the credentials, sends nothing, and writes the outcome
       * into the history. It connects and disconnects nothing. Needs the scope `channels:write`.
       */
      test: (channelId: string, options?: CallOptions) =>
        call.one<ChannelCheck>({ method: 'POST', path: `/v1/channels/${segment(channelId)}/test` }, options),

      /** History of a channel. Every change, drop, recovery and test, newest first. Needs the scope `channels:read`. */
      history: (channelId: string, query: ChannelsHistoryQuery = {}, options?: CallOptions) =>
        call.page<ChannelHistoryLine>({ method: 'GET', path: `/v1/channels/${segment(channelId)}/history`, query }, options),
      /** Every item of `history`, page after page. */
      historyAll: (channelId: string, query: ChannelsHistoryQuery = {}, options?: CallOptions) =>
        call.items<ChannelHistoryLine>({ method: 'GET', path: `/v1/channels/${segment(channelId)}/history`, query }, options),
      /** Every page of `history`, with its `meta`. */
      historyPages: (channelId: string, query: ChannelsHistoryQuery = {}, options?: CallOptions) =>
        call.pages<ChannelHistoryLine>({ method: 'GET', path: `/v1/channels/${segment(channelId)}/history`, query }, options),

      /**
       * List providers. The carriers that channels can be entered for, with the schema of what each has to be told.
       * Needs the scope `channels:read`.
       */
      providers: (options?: CallOptions) =>
        call.one<ChannelProvider[]>({ method: 'GET', path: '/v1/channel-providers' }, options),

      /**
       * QR code of a channel. Of a channel that is a WhatsApp session: the code to scan, while it is connecting. The
       * same as the QR code of its session. Needs the scope `channels:read`.
       */
      qrCode: (channelId: string, options?: CallOptions) =>
        call.one<SessionQr>({ method: 'GET', path: `/v1/channels/${segment(channelId)}/qr-code` }, options),

      /**
       * Pretend that a message came in. Only on simulated channels: the message takes the road of a real one, with its
       * contact, its conversation and its events. A message that names an `external_id` which came in before is a
       * repetition and changes nothing. Needs the scope `channels:write`.
       */
      inbound: (channelId: string, body: ChannelsInboundBody, options?: CallOptions) =>
        call.one<SimulatedInbound>({ method: 'POST', path: `/v1/channels/${segment(channelId)}/inbound`, body }, options),
    },

    routing: {
      /**
       * Read the routing. Which channels carry each type of message. The first one that is connected and well takes a
       * message; when it cannot, the next attempt goes to the next. Needs the scope `channels:read`.
       */
      list: (options?: CallOptions) =>
        call.one<Route[]>({ method: 'GET', path: '/v1/routing' }, options),

      /**
       * Set a route. Puts the channels of one type in order. Channels that are left out carry nothing; with an empty
       * list the simulator takes the messages. Needs the scope `channels:write`.
       */
      update: (type: string, body: RoutingUpdateBody, options?: CallOptions) =>
        call.one<Route>({ method: 'PUT', path: `/v1/routing/${segment(type)}`, body }, options),
    },

    notifications: {
      /**
       * List notices. What was, or would have been, mailed to the owners of the workspace. Newest first. Needs the
       * scope `account:read`.
       */
      list: (query: NotificationsListQuery = {}, options?: CallOptions) =>
        call.page<Notification>({ method: 'GET', path: '/v1/notifications', query }, options),
      /** Every item of `list`, page after page. */
      listAll: (query: NotificationsListQuery = {}, options?: CallOptions) =>
        call.items<Notification>({ method: 'GET', path: '/v1/notifications', query }, options),
      /** Every page of `list`, with its `meta`. */
      listPages: (query: NotificationsListQuery = {}, options?: CallOptions) =>
        call.pages<Notification>({ method: 'GET', path: '/v1/notifications', query }, options),
    },

    account: {
      /**
       * What was sent, by channel and day. The billing period with its quotas, and a breakdown of the days asked for:
       * by default those of the billing period, at most 366. What test keys send is not counted. Needs the scope
       * `account:read`.
       */
      usage: (query: AccountUsageQuery = {}, options?: CallOptions) =>
        call.one<Usage>({ method: 'GET', path: '/v1/account/usage', query }, options),

      /**
       * What became of what was sent, by channel. Counts the messages that were accepted on the days asked for by what
       * is known of them now: by default the last 7 days, today included, and at most 31. What test keys send is not
       * counted. Needs the scope `account:read`.
       */
      deliveryRates: (query: AccountDeliveryRatesQuery = {}, options?: CallOptions) =>
        call.one<DeliveryRates>({ method: 'GET', path: '/v1/account/delivery-rates', query }, options),
    },

    credits: {
      /**
       * Read the credits. What is left, what was used in this billing period, and what the plan gives. Needs the scope
       * `account:read`.
       */
      get: (workspaceId: string, options?: CallOptions) =>
        call.one<Credits>({ method: 'GET', path: `/v1/workspaces/${segment(workspaceId)}/credits` }, options),

      /**
       * Top up. Adds extra credits, which do not expire and are spent after those of the plan. Messages that were
       * paused go out, in their order. Needs the scope `admin`.
       */
      topUp: (workspaceId: string, body: CreditsTopUpBody, options?: CallOptions) =>
        call.one<Credits>({ method: 'POST', path: `/v1/workspaces/${segment(workspaceId)}/credits`, body }, options),
    },

    rollouts: {
      /**
       * Create a rollout. From now on documents that come in with this `batch_id` are seen by nobody until the rollout
       * is started. Create it before you send them: those that came in earlier are live already, and stay so. Needs the
       * scope `documents:write`.
       */
      create: (siteId: string, body: RolloutsCreateBody, options?: CallOptions) =>
        call.bare<Rollout>({ method: 'POST', path: `/api/v1/m2m/sites/${segment(siteId)}/rollouts`, body }, options),

      /** List rollouts. Newest first. Needs the scope `documents:read`. */
      list: (siteId: string, query: RolloutsListQuery = {}, options?: CallOptions) =>
        call.bare<{
  rollouts: Rollout[]
  meta: PageMeta
}>({ method: 'GET', path: `/api/v1/m2m/sites/${segment(siteId)}/rollouts`, query }, options),

      /**
       * Read a rollout. With its documents, its smoke questions and their last answers, what is measured beside the
       * baseline, what may be done now and what speaks against the rest, and the end of its log. Needs the scope
       * `documents:read`.
       */
      get: (siteId: string, rolloutId: string, options?: CallOptions) =>
        call.bare<RolloutDetail>({ method: 'GET', path: `/api/v1/m2m/sites/${segment(siteId)}/rollouts/${segment(rolloutId)}` }, options),

      /**
       * Change a rollout. Its name, its stages and from when on it is paused. What is left out stays. Needs the scope
       * `documents:write`.
       */
      update: (siteId: string, rolloutId: string, body: RolloutsUpdateBody = {}, options?: CallOptions) =>
        call.bare<RolloutDetail>({ method: 'PATCH', path: `/api/v1/m2m/sites/${segment(siteId)}/rollouts/${segment(rolloutId)}`, body }, options),

      /**
       * Approve the content. Says that somebody read the documents of the batch as they are now. A document that is
       * added or changed later makes the approval stale. Needs the scope `documents:write`.
       */
      approve: (siteId: string, rolloutId: string, body: RolloutsApproveBody = {}, options?: CallOptions) =>
        call.bare<RolloutDetail>({ method: 'POST', path: `/api/v1/m2m/sites/${segment(siteId)}/rollouts/${segment(rolloutId)}/approve`, body }, options),

      /**
       * Ask the smoke questions. Asks each of them as a session with the batch would, before anybody else can, and
       * keeps what was answered. A run in which all pass is needed to start. Needs the scope `documents:write`.
       */
      smoke: (siteId: string, rolloutId: string, body: RolloutsSmokeBody = {}, options?: CallOptions) =>
        call.bare<RolloutDetail>({ method: 'POST', path: `/api/v1/m2m/sites/${segment(siteId)}/rollouts/${segment(rolloutId)}/smoke`, body }, options),

      /**
       * Start. Shows the batch to a share of the sessions. Needs an approval and a passed smoke run of the documents as
       * they are, all of them ready. One rollout of a site runs at a time. The same session sees the same all along;
       * whoever is in stays in as the share grows. Needs the scope `documents:write`.
       */
      start: (siteId: string, rolloutId: string, body: RolloutsStartBody = {}, options?: CallOptions) =>
        call.bare<RolloutDetail>({ method: 'POST', path: `/api/v1/m2m/sites/${segment(siteId)}/rollouts/${segment(rolloutId)}/start`, body }, options),

      /**
       * Expand. Shows the batch to a larger share, or to all. Only when what the watch measures is acceptable, the
       * approval holds and the last smoke run passed. Needs the scope `documents:write`.
       */
      expand: (siteId: string, rolloutId: string, body: RolloutsExpandBody = {}, options?: CallOptions) =>
        call.bare<RolloutDetail>({ method: 'POST', path: `/api/v1/m2m/sites/${segment(siteId)}/rollouts/${segment(rolloutId)}/expand`, body }, options),

      /**
       * Pause. Takes what the batch brought out of all answers at once: what was live before is what everybody sees.
       * Documents that only the batch has become `draft`; nothing more is taken in under its `batch_id` (409). Needs
       * the scope `documents:write`.
       */
      pause: (siteId: string, rolloutId: string, body: RolloutsPauseBody, options?: CallOptions) =>
        call.bare<RolloutDetail>({ method: 'POST', path: `/api/v1/m2m/sites/${segment(siteId)}/rollouts/${segment(rolloutId)}/pause`, body }, options),

      /**
       * Resume. Shows the batch again to the share that it had; one that had been expanded to all goes back to the last
       * of its stages. What is measured counts from here. Needs the scope `documents:write`.
       */
      resume: (siteId: string, rolloutId: string, body: RolloutsResumeBody = {}, options?: CallOptions) =>
        call.bare<RolloutDetail>({ method: 'POST', path: `/api/v1/m2m/sites/${segment(siteId)}/rollouts/${segment(rolloutId)}/resume`, body }, options),

      /**
       * Roll back. Ends it without the batch: the versions from before are the latest again, and documents that only
       * the batch has become `draft`. Nothing is deleted. Needs the scope `documents:write`.
       */
      rollback: (siteId: string, rolloutId: string, body: RolloutsRollbackBody, options?: CallOptions) =>
        call.bare<RolloutDetail>({ method: 'POST', path: `/api/v1/m2m/sites/${segment(siteId)}/rollouts/${segment(rolloutId)}/rollback`, body }, options),

      /**
       * Finish. Makes the documents of the batch content like any other. It is not watched any more. Needs the scope
       * `documents:write`.
       */
      finish: (siteId: string, rolloutId: string, body: RolloutsFinishBody = {}, options?: CallOptions) =>
        call.bare<RolloutDetail>({ method: 'POST', path: `/api/v1/m2m/sites/${segment(siteId)}/rollouts/${segment(rolloutId)}/finish`, body }, options),

      /**
       * Read the log. Every change with who, when and why, and every document that came in, with its source id. Newest
       * first. Needs the scope `documents:read`.
       */
      log: (siteId: string, rolloutId: string, query: RolloutsLogQuery = {}, options?: CallOptions) =>
        call.bare<{
  log: RolloutLogEntry[]
  meta: PageMeta
}>({ method: 'GET', path: `/api/v1/m2m/sites/${segment(siteId)}/rollouts/${segment(rolloutId)}/log`, query }, options),

      /**
       * Export the log. All of it, oldest first, as newline-delimited JSON: one entry a line. Needs the scope
       * `documents:read`.
       */
      exportLog: (siteId: string, rolloutId: string, options?: CallOptions) =>
        call.text({ method: 'GET', path: `/api/v1/m2m/sites/${segment(siteId)}/rollouts/${segment(rolloutId)}/log/export`, accept: 'application/x-ndjson' }, options),
    },

    smokeQuestions: {
      /**
       * Make smoke questions. Makes questions for what the batch changes: from questions and answers, rows of tables,
       * definitions and headings, in the language of the documents, each with the passage that is expected. Those made
       * earlier are replaced, unless somebody changed them; those that were written stay. Needs the scope
       * `documents:write`.
       */
      generate: (siteId: string, rolloutId: string, body: SmokeQuestionsGenerateBody = {}, options?: CallOptions) =>
        call.bare<{
  questions: SmokeQuestion[]
}>({ method: 'POST', path: `/api/v1/m2m/sites/${segment(siteId)}/rollouts/${segment(rolloutId)}/questions/generate`, body }, options),

      /**
       * Add a smoke question. A question of your own, and the passage that is expected in its answer. Needs the scope
       * `documents:write`.
       */
      create: (siteId: string, rolloutId: string, body: SmokeQuestionsCreateBody, options?: CallOptions) =>
        call.bare<SmokeQuestion>({ method: 'POST', path: `/api/v1/m2m/sites/${segment(siteId)}/rollouts/${segment(rolloutId)}/questions`, body }, options),

      /**
       * Change a smoke question. What is left out stays. It has to be asked again before the rollout can be started or
       * expanded. Needs the scope `documents:write`.
       */
      update: (siteId: string, rolloutId: string, questionId: string, body: SmokeQuestionsUpdateBody = {}, options?: CallOptions) =>
        call.bare<SmokeQuestion>({ method: 'PATCH', path: `/api/v1/m2m/sites/${segment(siteId)}/rollouts/${segment(rolloutId)}/questions/${segment(questionId)}`, body }, options),

      /** Delete a smoke question. Nobody asks it any more. The log keeps it. Needs the scope `documents:write`. */
      delete: (siteId: string, rolloutId: string, questionId: string, options?: CallOptions) =>
        call.none({ method: 'DELETE', path: `/api/v1/m2m/sites/${segment(siteId)}/rollouts/${segment(rolloutId)}/questions/${segment(questionId)}` }, options),
    },

    documents: {
      /**
       * Add a text. A short text is `ready`, and found, when this is answered; a long one is cut in the background.
       * With a known `source_id` it is a new version of that document. Needs the scope `documents:write`.
       */
      createText: (siteId: string, body: DocumentsCreateTextBody, options?: CallOptions) =>
        call.bare<AcceptedDocument>({ method: 'POST', path: `/api/v1/m2m/sites/${segment(siteId)}/documents/text`, body }, options),

      /**
       * Add a question and its answer. Found by the question as well as by the answer; the answer is what is quoted.
       * Needs the scope `documents:write`.
       */
      createQa: (siteId: string, body: DocumentsCreateQaBody, options?: CallOptions) =>
        call.bare<AcceptedDocument>({ method: 'POST', path: `/api/v1/m2m/sites/${segment(siteId)}/documents/qa`, body }, options),

      /** List documents. Newest first, without their texts. Needs the scope `documents:read`. */
      list: (siteId: string, query: DocumentsListQuery = {}, options?: CallOptions) =>
        call.bare<DocumentPage>({ method: 'GET', path: `/api/v1/m2m/sites/${segment(siteId)}/documents`, query }, options),

      /**
       * Read a document. What it is and how far it is; its text stands in its versions. Needs the scope
       * `documents:read`.
       */
      get: (siteId: string, documentId: string, options?: CallOptions) =>
        call.bare<Document>({ method: 'GET', path: `/api/v1/m2m/sites/${segment(siteId)}/documents/${segment(documentId)}` }, options),

      /**
       * Change a document. What is left out stays. Another title or text makes a new version; `content` is for texts,
       * `question` and `answer` are for questions, files and pages are sent or fetched again. Needs the scope
       * `documents:write`.
       */
      update: (siteId: string, documentId: string, body: DocumentsUpdateBody = {}, options?: CallOptions) =>
        call.bare<Document>({ method: 'PATCH', path: `/api/v1/m2m/sites/${segment(siteId)}/documents/${segment(documentId)}`, body }, options),

      /**
       * Delete a document. With its versions and files. From then on nobody is answered from it. Needs the scope
       * `documents:write`.
       */
      delete: (siteId: string, documentId: string, options?: CallOptions) =>
        call.none({ method: 'DELETE', path: `/api/v1/m2m/sites/${segment(siteId)}/documents/${segment(documentId)}` }, options),

      /** List the versions of a document. Newest first, without their texts. Needs the scope `documents:read`. */
      versions: (siteId: string, documentId: string, query: DocumentsVersionsQuery = {}, options?: CallOptions) =>
        call.bare<DocumentVersionPage>({ method: 'GET', path: `/api/v1/m2m/sites/${segment(siteId)}/documents/${segment(documentId)}/versions`, query }, options),

      /** Read a version of a document. With its text. Needs the scope `documents:read`. */
      version: (siteId: string, documentId: string, version: string, options?: CallOptions) =>
        call.bare<DocumentVersionText>({ method: 'GET', path: `/api/v1/m2m/sites/${segment(siteId)}/documents/${segment(documentId)}/versions/${segment(version)}` }, options),

      /**
       * Say again what a version said. Makes a new version with the title and the text of an earlier one. Nothing is
       * lost, and nothing goes back. Needs the scope `documents:write`.
       */
      rollback: (siteId: string, documentId: string, body: DocumentsRollbackBody, options?: CallOptions) =>
        call.bare<Document>({ method: 'POST', path: `/api/v1/m2m/sites/${segment(siteId)}/documents/${segment(documentId)}/rollback`, body }, options),

      /**
       * Try again to read a document. One that `failed`, or that is to be read once more. One that is being read is
       * 409. Needs the scope `documents:write`.
       */
      retry: (siteId: string, documentId: string, options?: CallOptions) =>
        call.bare<Document>({ method: 'POST', path: `/api/v1/m2m/sites/${segment(siteId)}/documents/${segment(documentId)}/retry` }, options),

      /**
       * Upload a file. Markdown, HTML, plain text, PDF, DOCX and CSV are read, in the background: until then its
       * readiness is `processing`. What it is its bytes decide. With a known `source_id` it is a new version of that
       * document. Needs the scope `documents:write`.
       */
      upload: (siteId: string, body: DocumentsUploadBody, options?: CallOptions) =>
        call.bare<AcceptedDocument>({ method: 'POST', path: `/api/v1/m2m/sites/${segment(siteId)}/documents`, body, form: 'file' }, options),

      /**
       * Import a page. Fetched in the background, once or every so often, if the site's robots.txt lets `Posthorn` in.
       * A page, or a file that could be uploaded. What has not changed makes no new version; where fetching fails, the
       * version before stays in answers. Needs the scope `documents:write`.
       */
      importUrl: (siteId: string, body: DocumentsImportUrlBody, options?: CallOptions) =>
        call.bare<AcceptedDocument>({ method: 'POST', path: `/api/v1/m2m/sites/${segment(siteId)}/documents/url`, body }, options),

      /**
       * Set how often a page is fetched again. Counted from when it was last fetched. Texts, questions and uploaded
       * files have no page: 409. Needs the scope `documents:write`.
       */
      setRecrawl: (siteId: string, documentId: string, body: DocumentsSetRecrawlBody, options?: CallOptions) =>
        call.bare<Document>({ method: 'PATCH', path: `/api/v1/m2m/sites/${segment(siteId)}/documents/${segment(documentId)}/recrawl`, body }, options),

      /**
       * Fetch a page again now. In the background. What has changed becomes a new version; `crawl` says how it went.
       * Needs the scope `documents:write`.
       */
      recrawl: (siteId: string, documentId: string, options?: CallOptions) =>
        call.bare<Document>({ method: 'POST', path: `/api/v1/m2m/sites/${segment(siteId)}/documents/${segment(documentId)}/recrawl` }, options),

      /**
       * Download the file of a document. As it was uploaded or fetched, of its latest version; as an attachment, for
       * strangers may have written it. Texts and questions have none: 404. Needs the scope `documents:read`.
       */
      file: (siteId: string, documentId: string, options?: CallOptions) =>
        call.bytes({ method: 'GET', path: `/api/v1/m2m/sites/${segment(siteId)}/documents/${segment(documentId)}/file`, accept: 'application/octet-stream' }, options),

      /**
       * Use many documents, or use them no more. Give `document_ids`, or `batch_id`, `category` or both. At most 500
       * documents a call. Needs the scope `documents:write`.
       */
      bulkStatus: (siteId: string, body: DocumentsBulkStatusBody, options?: CallOptions) =>
        call.bare<BulkOutcome>({ method: 'PATCH', path: `/api/v1/m2m/sites/${segment(siteId)}/documents/bulk-status`, body }, options),

      /**
       * Delete many documents. With their versions and files. Give `document_ids`, or `batch_id`, `category` or both.
       * At most 500 documents a call. Needs the scope `documents:write`.
       */
      bulkDelete: (siteId: string, body: DocumentsBulkDeleteBody = {}, options?: CallOptions) =>
        call.bare<BulkOutcome>({ method: 'POST', path: `/api/v1/m2m/sites/${segment(siteId)}/documents/bulk-delete`, body }, options),
    },

    chat: {
      /**
       * Ask, and wait for the answer. Answers from the documents of the site, or declines politely (`answered: false`).
       * After 60 seconds (POSTHORN_CHAT_DEADLINE_SECONDS) the reply is 504 and the request has failed. With `Accept:
       * text/event-stream` or `stream: true` the answer comes piece by piece: the events `request`, `text` (the pieces,
       * which together are the answer), `sources` and `answer` (this reply), or `error`. Needs the scope `chat:write`.
       */
      ask: (siteId: string, body: ChatAskBody, options?: CallOptions) =>
        call.bare<ChatAnswer>({ method: 'POST', path: `/api/v1/m2m/sites/${segment(siteId)}/chat`, body, leastTimeoutMs: 65_000 }, options),
      /** The same as `ask`, in pieces. Server-sent events; the last one is `answer` or `error`. */
      askStream: (siteId: string, body: ChatAskBody, options?: CallOptions) =>
        call.events({ method: 'POST', path: `/api/v1/m2m/sites/${segment(siteId)}/chat`, body, leastTimeoutMs: 65_000 }, options),

      /**
       * Ask, and be told later. Accepts the question; poll for the answer, or wait for the event `chat.completed` or
       * `chat.failed`. What was accepted is answered, whatever happens to the server meanwhile; after 300 seconds
       * (POSTHORN_CHAT_ASYNC_DEADLINE_SECONDS) it has failed with `timeout`. Needs the scope `chat:write`.
       */
      askAsync: (siteId: string, body: ChatAskAsyncBody, options?: CallOptions) =>
        call.bare<ChatAccepted>({ method: 'POST', path: `/api/v1/m2m/sites/${segment(siteId)}/chat/async`, body }, options),

      /** List what was asked. Newest first. Needs the scope `conversations:read`. */
      requests: (siteId: string, query: ChatRequestsQuery = {}, options?: CallOptions) =>
        call.bare<{
  requests: ChatRecord[]
  meta: PageMeta
}>({ method: 'GET', path: `/api/v1/m2m/sites/${segment(siteId)}/chat/requests`, query }, options),

      /**
       * Poll a request. Until `status` is `completed` or `failed`. Every 2.5 seconds is often enough. Needs the scope
       * `chat:write`.
       */
      request: (siteId: string, requestId: string, options?: CallOptions) =>
        call.bare<ChatRequest>({ method: 'GET', path: `/api/v1/m2m/sites/${segment(siteId)}/chat/requests/${segment(requestId)}` }, options),

      /**
       * Close a session. It takes no more questions; those that were accepted are answered. Closing it again changes
       * nothing. A session in which nobody asked is 404. Needs the scope `chat:write`.
       */
      closeSession: (siteId: string, body: ChatCloseSessionBody, options?: CallOptions) =>
        call.bare<{
  status: 'ok'
}>({ method: 'POST', path: `/api/v1/m2m/sites/${segment(siteId)}/chat/session/close`, body }, options),

      /** List sessions. The one that was asked in last first. Needs the scope `conversations:read`. */
      sessions: (siteId: string, query: ChatSessionsQuery = {}, options?: CallOptions) =>
        call.bare<{
  sessions: ChatSession[]
  meta: PageMeta
}>({ method: 'GET', path: `/api/v1/m2m/sites/${segment(siteId)}/sessions`, query }, options),

      /**
       * Read a session. With a page of its requests, in the order in which they were accepted. Percent-encode its id.
       * Needs the scope `conversations:read`.
       */
      session: (siteId: string, sessionId: string, query: ChatSessionQuery = {}, options?: CallOptions) =>
        call.bare<{
  session: ChatSession
  requests: ChatRecord[]
  meta: PageMeta
}>({ method: 'GET', path: `/api/v1/m2m/sites/${segment(siteId)}/sessions/${segment(sessionId)}`, query }, options),

      /**
       * Say what an answer was worth. The first word on an answer stands: later calls are answered with it, without
       * `feedback_submitted_at`. A comment may follow later, once. Only completed requests can be judged. Needs the
       * scope `feedback:write`.
       */
      feedback: (siteId: string, body: ChatFeedbackBody, options?: CallOptions) =>
        call.bare<FeedbackReceipt>({ method: 'POST', path: `/api/v1/m2m/sites/${segment(siteId)}/chat/feedback`, body }, options),

      /**
       * List feedback. The last given first, each with its question, the answer and the sources that it praises or
       * blames. Needs the scope `conversations:read`.
       */
      feedbackList: (siteId: string, query: ChatFeedbackListQuery = {}, options?: CallOptions) =>
        call.bare<{
  feedback: ChatFeedback[]
  meta: PageMeta
}>({ method: 'GET', path: `/api/v1/m2m/sites/${segment(siteId)}/chat/feedback`, query }, options),

      /**
       * Export feedback. All that the list would show, the first given first, as newline-delimited JSON. Needs the
       * scope `conversations:read`.
       */
      feedbackExport: (siteId: string, query: ChatFeedbackExportQuery = {}, options?: CallOptions) =>
        call.text({ method: 'GET', path: `/api/v1/m2m/sites/${segment(siteId)}/chat/feedback/export`, query, accept: 'application/x-ndjson' }, options),

      /**
       * Export feedback as a table. The same as CSV (RFC 4180), UTF-8 with a byte order mark. A field that a
       * spreadsheet would take for a formula begins with an apostrophe. Needs the scope `conversations:read`.
       */
      feedbackCsv: (siteId: string, query: ChatFeedbackCsvQuery = {}, options?: CallOptions) =>
        call.text({ method: 'GET', path: `/api/v1/m2m/sites/${segment(siteId)}/chat/feedback/export.csv`, query, accept: 'text/csv' }, options),

      /**
       * Which documents are praised or blamed. The documents behind answers that got feedback, the most blamed first.
       * Needs the scope `conversations:read`.
       */
      documentFeedback: (siteId: string, query: ChatDocumentFeedbackQuery = {}, options?: CallOptions) =>
        call.bare<{
  documents: DocumentFeedback[]
  meta: PageMeta
}>({ method: 'GET', path: `/api/v1/m2m/sites/${segment(siteId)}/statistics/documents`, query }, options),

      /**
       * How the questions of a site fare. Counted when you look, by when the questions were asked. At most 31 days.
       * Needs the scope `account:read`.
       */
      statistics: (siteId: string, query: ChatStatisticsQuery = {}, options?: CallOptions) =>
        call.bare<ChatStatistics>({ method: 'GET', path: `/api/v1/m2m/sites/${segment(siteId)}/statistics`, query }, options),

      /**
       * How the questions of a person fare. Of all times, by the address that came with them. One that never asked has
       * zeros. Needs the scope `conversations:read`.
       */
      userStatistics: (siteId: string, email: string, options?: CallOptions) =>
        call.bare<ChatUserStatistics>({ method: 'GET', path: `/api/v1/m2m/sites/${segment(siteId)}/users/${segment(email)}/statistics` }, options),
    },

    tenants: {
      /**
       * Read a tenant. The workspace under the name of this surface, with its sites. Needs the scope `account:read`.
       */
      get: (tenantId: string, options?: CallOptions) =>
        call.bare<Tenant>({ method: 'GET', path: `/api/v1/m2m/tenants/${segment(tenantId)}` }, options),

      /**
       * Read the limits. What the plan allows, what is used of it, and what is left. Also a good first call with a new
       * key. Needs the scope `account:read`.
       */
      limits: (tenantId: string, options?: CallOptions) =>
        call.bare<TenantLimits>({ method: 'GET', path: `/api/v1/m2m/tenants/${segment(tenantId)}/limits` }, options),

      /**
       * Read the usage of this month. Questions and documents, site by site. What test keys ask is not counted. Needs
       * the scope `account:read`.
       */
      usage: (tenantId: string, options?: CallOptions) =>
        call.bare<TenantUsage>({ method: 'GET', path: `/api/v1/m2m/tenants/${segment(tenantId)}/usage` }, options),

      /**
       * Read the usage of other times. By month, or by day. By default the last twelve months, or the last 31 days; at
       * most 366 days. Needs the scope `account:read`.
       */
      usageHistory: (tenantId: string, query: TenantsUsageHistoryQuery = {}, options?: CallOptions) =>
        call.bare<TenantUsageHistory>({ method: 'GET', path: `/api/v1/m2m/tenants/${segment(tenantId)}/usage/history`, query }, options),

      /**
       * How the questions of a tenant fare. Those of all its sites together. At most 31 days. Needs the scope
       * `account:read`.
       */
      statistics: (tenantId: string, query: TenantsStatisticsQuery = {}, options?: CallOptions) =>
        call.bare<ChatStatistics>({ method: 'GET', path: `/api/v1/m2m/tenants/${segment(tenantId)}/statistics`, query }, options),
    },

    siteExample: {
      /**
       * Read the example. The documents of a made-up shop that a fresh install answers from. They answer only as long
       * as no document of the site’s own does. Needs the scope `documents:read`.
       */
      get: (siteId: string, options?: CallOptions) =>
        call.bare<SiteExample>({ method: 'GET', path: `/api/v1/m2m/sites/${segment(siteId)}/example` }, options),

      /**
       * Add the example. To any site, again and again: what is there stays as it is. Needs the scope `documents:write`.
       */
      add: (siteId: string, options?: CallOptions) =>
        call.bare<AddedExample>({ method: 'POST', path: `/api/v1/m2m/sites/${segment(siteId)}/example` }, options),

      /**
       * Remove the example. All of it, for good: it comes back only when somebody adds it again. Needs the scope
       * `documents:write`.
       */
      remove: (siteId: string, options?: CallOptions) =>
        call.bare<RemovedExample>({ method: 'DELETE', path: `/api/v1/m2m/sites/${segment(siteId)}/example` }, options),
    },

    gaps: {
      /**
       * List gaps. What people asked and no document answered: questions that were declined, answered with low
       * confidence, or answered badly, those that ask the same together. New ones are gathered every half minute,
       * behind the answers. Needs the scope `documents:read`.
       */
      list: (siteId: string, query: GapsListQuery = {}, options?: CallOptions) =>
        call.bare<GapPage>({ method: 'GET', path: `/api/v1/m2m/sites/${segment(siteId)}/gaps`, query }, options),

      /** Read a gap. With a page of its questions, the newest first. Needs the scope `documents:read`. */
      get: (siteId: string, gapId: string, query: GapsGetQuery = {}, options?: CallOptions) =>
        call.bare<GapDetail>({ method: 'GET', path: `/api/v1/m2m/sites/${segment(siteId)}/gaps/${segment(gapId)}`, query }, options),

      /**
       * Edit a draft, dismiss a gap, reopen it. A draft is edited while its gap is open, and new questions leave what
       * was edited alone; null gives a field back to us. A dismissed gap stays dismissed whatever is asked; one that is
       * resolved can be reopened. Needs the scope `documents:write`.
       */
      update: (siteId: string, gapId: string, body: GapsUpdateBody = {}, options?: CallOptions) =>
        call.bare<Gap>({ method: 'PATCH', path: `/api/v1/m2m/sites/${segment(siteId)}/gaps/${segment(gapId)}`, body }, options),

      /**
       * Make a document of a gap. Makes a question-and-answer document, and the gap is `resolved`, both or neither.
       * `question`, `title` and `category` are those of the draft where they are left out; the answer has to be said.
       * With the `batch_id` of a rollout the document is tried with that batch first. Asked again without an answer,
       * five minutes after the document is in answers or later, the gap is open again. Needs the scope
       * `documents:write`.
       */
      approve: (siteId: string, gapId: string, body: GapsApproveBody, options?: CallOptions) =>
        call.bare<Gap>({ method: 'POST', path: `/api/v1/m2m/sites/${segment(siteId)}/gaps/${segment(gapId)}/approve`, body }, options),
    },
  }
}
