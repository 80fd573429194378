/**
 * Identifiers. Every thing has its own prefix, so that an id says what it names wherever it turns up: in a log, in a
 * ticket, in the wrong parameter. Source: wire contract 2.9.
 *
 * Prefixed ids are the prefix and a ULID (26 characters of Crockford's base 32, upper case, ordered by time). Webhooks
 * and deliveries are UUIDs (version 7 when we make them, any version when we read them).
 */

declare const kind: unique symbol
type Id<Kind extends string> = string & { readonly [kind]: Kind }

/** The prefix of every prefixed kind of id. */
export const idPrefixes = {
  workspace: 'ws_',
  message: 'msg_',
  conversation: 'conv_',
  contact: 'cnt_',
  agent: 'agt_',
  channel: 'chan_',
  event: 'evt_',
  document: 'doc_',
  site: 'site_',
  request: 'req_',
  session: 'sess_',
  sms: 'sms_',
  email: 'eml_',
  domain: 'dom_',
  template: 'tpl_',
  key: 'key_',
  user: 'usr_',
  notification: 'ntf_',
  recovery: 'rec_',
  suppression: 'sup_',
  batch: 'bat_',
  verification: 'ver_',
  gap: 'gap_',
  rollout: 'rol_',
  smokeQuestion: 'smq_',
} as const

export type PrefixedKind = keyof typeof idPrefixes
export type IdKind = PrefixedKind | 'webhook' | 'delivery'

export type WorkspaceId = Id<'workspace'>
export type MessageId = Id<'message'>
export type ConversationId = Id<'conversation'>
export type ContactId = Id<'contact'>
export type AgentId = Id<'agent'>
export type ChannelId = Id<'channel'>
export type EventId = Id<'event'>
export type DocumentId = Id<'document'>
export type SiteId = Id<'site'>
export type RequestId = Id<'request'>
export type SessionId = Id<'session'>
export type SmsId = Id<'sms'>
export type EmailId = Id<'email'>
export type DomainId = Id<'domain'>
export type TemplateId = Id<'template'>
export type KeyId = Id<'key'>
export type UserId = Id<'user'>
export type NotificationId = Id<'notification'>
export type RecoveryId = Id<'recovery'>
export type SuppressionId = Id<'suppression'>
export type BatchId = Id<'batch'>
export type VerificationId = Id<'verification'>
export type GapId = Id<'gap'>
export type RolloutId = Id<'rollout'>
export type SmokeQuestionId = Id<'smokeQuestion'>
export type WebhookId = Id<'webhook'>
export type DeliveryId = Id<'delivery'>

/** The branded type of each kind, for functions that are generic over kinds. */
export type IdOf<Kind extends IdKind> = Id<Kind>

// A ULID's first character is at most 7: its 26 characters hold 130 bits, of which 128 are used.
const ulid = '[0-7][0-9A-HJKMNP-TV-Z]{25}'
const uuid = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}'

/** Regular expressions (JSON Schema `pattern`, anchored) of each kind of id. */
export const idPatterns: Readonly<Record<IdKind, string>> = {
  ...(Object.fromEntries(Object.entries(idPrefixes).map(([name, prefix]) => [name, `^${prefix}${ulid}$`])) as Record<
    PrefixedKind,
    string
  >),
  // A test delivery's event says so in its id.
  event: `^evt_(test_)?${ulid}$`,
  // The chat surface's clients know request ids with 32 hex characters.
  request: `^req_(${ulid}|[0-9a-f]{32})$`,
  webhook: `^${uuid}$`,
  delivery: `^${uuid}$`,
}

const matchers = Object.fromEntries(
  Object.entries(idPatterns).map(([name, pattern]) => [name, new RegExp(pattern)]),
) as Record<IdKind, RegExp>

/** Whether `value` has the form of an id of this kind. The one place where a string becomes a branded id. */
export function isId<Kind extends IdKind>(kindOfId: Kind, value: unknown): value is IdOf<Kind> {
  return typeof value === 'string' && matchers[kindOfId].test(value)
}
