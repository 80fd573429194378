/** Client of the Posthorn API, and verifier of its webhooks. No dependencies; needs fetch and WebCrypto. */
export { createClient, type Client, type ClientOptions } from './create-client.ts'
export type { CallOptions, CursorPage, Page, StreamEvent } from './call.ts'
export type { FileInput } from './file-input.ts'
export { ApiError, ConnectionError, PosthornError, TimeoutError, UnreadableReplyError } from './errors.ts'
export {
  verifyWebhook,
  WebhookVerificationError,
  type VerificationFault,
  type VerifyOptions,
} from './verify-webhook.ts'
export type { CatalogueEvent, CustomEvent, WebhookEvent } from './webhook-event.ts'
export type { WebhookHeaders } from './webhook-headers.ts'
export type { RateLimit } from './rate-limit.ts'
export type * from './generated/errors.ts'
export type * from './generated/events.ts'
export type * from './generated/inputs.ts'
export type * from './generated/objects.ts'
export * from './generated/words.ts'
