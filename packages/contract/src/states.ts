/**
 * States and their moves, as data. The API, the engine and the dashboard all ask here what may be done from which
 * state. Source: wire contract 6.
 */

export const webhookStates = ['active', 'inactive', 'failing'] as const
export type WebhookState = (typeof webhookStates)[number]

/** Webhook: five failed attempts in a row make it `failing`, any 2xx makes it `active` again, only its owner makes it `inactive`. */
export const webhookMoves = {
  active: ['failing', 'inactive'],
  failing: ['active', 'inactive'],
  inactive: ['active'],
} as const satisfies Record<WebhookState, readonly WebhookState[]>

/** What may be done to a webhook, and from which states. New events are queued while it is `failing`, never while `inactive`. */
export const webhookAllowedFrom = {
  receive: ['active', 'failing'],
  test: ['active', 'failing'],
  recover: ['active', 'failing'],
  deactivate: ['active', 'failing'],
  activate: ['inactive'],
} as const satisfies Record<string, readonly WebhookState[]>

/** One event's way to one webhook. */
export const deliveryStates = ['pending', 'retrying', 'delivered', 'permanent_failure', 'cancelled'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** Delivery: `cancelled` when its webhook was deleted or made inactive before it got through. A move to `pending` is a resend. */
export const deliveryMoves = {
  pending: ['delivered', 'retrying', 'permanent_failure', 'cancelled'],
  retrying: ['delivered', 'permanent_failure', 'cancelled', 'pending'],
  delivered: ['pending'],
  permanent_failure: ['pending'],
  cancelled: ['pending'],
} as const satisfies Record<DeliveryState, readonly DeliveryState[]>

/** What may be done to a delivery, and from which states. A resend of one that is still `retrying` replaces its pending retry. */
export const deliveryAllowedFrom = {
  attempt: ['pending', 'retrying'],
  resend: ['retrying', 'delivered', 'permanent_failure', 'cancelled'],
  cancel: ['pending', 'retrying'],
} as const satisfies Record<string, readonly DeliveryState[]>

/** One POST: the `status` of a delivery object. */
export const attemptStates = ['pending', 'success', 'failed'] as const
export type AttemptState = (typeof attemptStates)[number]

export const attemptMoves = {
  pending: ['success', 'failed'],
  success: [],
  failed: [],
} as const satisfies Record<AttemptState, readonly AttemptState[]>

/**
 * An outbound message of any channel. A bounce of an e-mail is `failed` with the bounce in its error; opens, clicks and
 * complaints are events and times of the message, not states, since they come after `delivered` in any order.
 */
export const messageStates = [
  'scheduled',
  'queued',
  'paused',
  'sent',
  'delivered',
  'read',
  'failed',
  'cancelled',
] as const
export type MessageState = (typeof messageStates)[number]

/**
 * Message: forward only, and steps may be skipped, since carriers report late and out of order. `paused` (no credits
 * left) goes back to `queued` after a top-up. A message that reached its recipient does not fail afterwards, with one
 * exception: an e-mail accepted by the first server may bounce from the second, so `delivered` may still turn `failed`.
 * `scheduled` waits for its time, and is then sent as one that is `queued`; `cancelled` is final.
 */
export const messageMoves = {
  scheduled: ['queued', 'sent', 'delivered', 'read', 'failed', 'cancelled'],
  queued: ['paused', 'sent', 'delivered', 'read', 'failed', 'cancelled'],
  paused: ['queued', 'failed', 'cancelled'],
  sent: ['delivered', 'read', 'failed'],
  delivered: ['read', 'failed'],
  read: [],
  failed: [],
  cancelled: [],
} as const satisfies Record<MessageState, readonly MessageState[]>

/** What may be done to a message, and from which states. One that a carrier is being asked to take is not cancelled. */
export const messageAllowedFrom = {
  cancel: ['scheduled', 'queued', 'paused'],
} as const satisfies Record<string, readonly MessageState[]>

/** An account with a carrier. */
export const channelStates = ['disconnected', 'connected', 'error'] as const
export type ChannelState = (typeof channelStates)[number]

/** Channel: only a person connects or disconnects it; it turns `error` when it keeps failing, and `connected` again when it does not. */
export const channelMoves = {
  disconnected: ['connected'],
  connected: ['disconnected', 'error'],
  error: ['connected', 'disconnected'],
} as const satisfies Record<ChannelState, readonly ChannelState[]>

/** What may be done to a channel, and from which states. One in `error` is tried now and then, which is how it recovers. */
export const channelAllowedFrom = {
  carry: ['connected', 'error'],
  connect: ['disconnected', 'error'],
  disconnect: ['connected', 'error'],
} as const satisfies Record<string, readonly ChannelState[]>

/** A phone that is linked by a QR code; the same row as its channel, seen more closely. */
export const sessionStates = ['pending', 'connecting', 'connected', 'disconnected'] as const
export type SessionState = (typeof sessionStates)[number]

/**
 * WhatsApp session: `pending` shows a QR code, `connecting` has a link and has not been heard from yet. It is `connected`
 * only by what its phone says, and every other state comes with a reason.
 */
export const sessionMoves = {
  pending: ['connected', 'disconnected'],
  connecting: ['connected', 'pending', 'disconnected'],
  connected: ['connecting', 'disconnected'],
  disconnected: ['pending', 'connecting'],
} as const satisfies Record<SessionState, readonly SessionState[]>

/** What may be done with a session, and in which states. */
export const sessionAllowedFrom = {
  send: ['connected'],
  scan: ['pending'],
} as const satisfies Record<string, readonly SessionState[]>

export const apiKeyStates = ['active', 'expired', 'revoked'] as const
export type ApiKeyState = (typeof apiKeyStates)[number]

export const apiKeyMoves = {
  active: ['expired', 'revoked'],
  expired: ['revoked'],
  revoked: [],
} as const satisfies Record<ApiKeyState, readonly ApiKeyState[]>

/** What may be done to an API key, and from which states. */
export const apiKeyAllowedFrom = {
  authenticate: ['active'],
  rotate: ['active'],
  revoke: ['active', 'expired'],
} as const satisfies Record<string, readonly ApiKeyState[]>

/** The job that re-sends a time range of permanently failed events. */
export const recoveryStates = ['running', 'done', 'cancelled'] as const
export type RecoveryState = (typeof recoveryStates)[number]

export const recoveryMoves = {
  running: ['done', 'cancelled'],
  done: [],
  cancelled: [],
} as const satisfies Record<RecoveryState, readonly RecoveryState[]>

/** What may be done to a recovery, and from which states. */
export const recoveryAllowedFrom = {
  cancel: ['running'],
} as const satisfies Record<string, readonly RecoveryState[]>

/** A notice to people. It is `stored` for good where no mail server is configured; the outbox shows it all the same. */
export const notificationStates = ['stored', 'sending', 'sent', 'failed'] as const
export type NotificationState = (typeof notificationStates)[number]

export const notificationMoves = {
  stored: ['sending'],
  sending: ['sent', 'failed', 'stored'],
  sent: [],
  failed: ['sending'],
} as const satisfies Record<NotificationState, readonly NotificationState[]>

/** A sending domain as a whole, and each of its DNS records. */
export const emailDomainStates = ['pending', 'verified', 'failed'] as const
export type EmailDomainState = (typeof emailDomainStates)[number]

/** Email domain: `pending` until all is published and found, `failed` when something is wrong, stays away, or went away again. */
export const emailDomainMoves = {
  pending: ['verified', 'failed'],
  verified: ['failed'],
  failed: ['verified'],
} as const satisfies Record<EmailDomainState, readonly EmailDomainState[]>

/** What may be done with an email domain, and in which states. */
export const emailDomainAllowedFrom = {
  send: ['verified'],
  verify: ['pending', 'verified', 'failed'],
} as const satisfies Record<string, readonly EmailDomainState[]>

/** A code that somebody was sent to prove that an address is theirs. */
export const verificationStates = ['pending', 'approved', 'expired', 'failed', 'cancelled'] as const
export type VerificationState = (typeof verificationStates)[number]

/** Verification: `failed` after too many wrong codes, `cancelled` when a newer code was sent to the same recipient. */
export const verificationMoves = {
  pending: ['approved', 'expired', 'failed', 'cancelled'],
  approved: [],
  expired: [],
  failed: [],
  cancelled: [],
} as const satisfies Record<VerificationState, readonly VerificationState[]>

/** What may be done to a verification, and from which states. */
export const verificationAllowedFrom = {
  check: ['pending'],
} as const satisfies Record<string, readonly VerificationState[]>

/** A WhatsApp template, as far as its carrier has judged it. */
export const templateStates = ['draft', 'pending', 'approved', 'rejected', 'paused', 'disabled'] as const
export type TemplateState = (typeof templateStates)[number]

/**
 * Template: people submit, the carrier does the rest, and may take back what it said: it reviews approved templates again,
 * pauses those that contacts complain about, disables those that were paused too often, and grants appeals.
 */
export const templateMoves = {
  draft: ['pending'],
  pending: ['approved', 'rejected', 'paused', 'disabled'],
  approved: ['pending', 'rejected', 'paused', 'disabled'],
  rejected: ['pending', 'approved', 'disabled'],
  paused: ['pending', 'approved', 'rejected', 'disabled'],
  disabled: ['pending', 'approved'],
} as const satisfies Record<TemplateState, readonly TemplateState[]>

/** What may be done with a template, and in which states. */
export const templateAllowedFrom = {
  send: ['approved'],
  submit: ['draft', 'rejected'],
} as const satisfies Record<string, readonly TemplateState[]>

/** Whether a document may be used in answers. */
export const documentStates = ['draft', 'active'] as const
export type DocumentState = (typeof documentStates)[number]

export const documentMoves = {
  draft: ['active'],
  active: ['draft'],
} as const satisfies Record<DocumentState, readonly DocumentState[]>

/** Whether a document can be used in answers: how far its latest version is. Answers need `active` and an indexed version. */
export const readinessStates = ['processing', 'ready', 'failed'] as const
export type ReadinessState = (typeof readinessStates)[number]

/** Readiness: a new version, or another try, makes it `processing` again; the version before stays in answers meanwhile. */
export const readinessMoves = {
  processing: ['ready', 'failed'],
  ready: ['processing'],
  failed: ['processing'],
} as const satisfies Record<ReadinessState, readonly ReadinessState[]>

/** What may be done to a document, by its readiness. */
export const readinessAllowedFrom = {
  retry: ['failed', 'ready'],
} as const satisfies Record<string, readonly ReadinessState[]>

/** A question and its answer. */
export const chatRequestStates = ['pending', 'processing', 'completed', 'failed'] as const
export type ChatRequestState = (typeof chatRequestStates)[number]

/** Chat request: an answer that declines is `completed`. One whose process died goes from `processing` on, it does not go back. */
export const chatRequestMoves = {
  pending: ['processing', 'completed', 'failed'],
  processing: ['completed', 'failed'],
  completed: [],
  failed: [],
} as const satisfies Record<ChatRequestState, readonly ChatRequestState[]>

/** What may be done to a chat request, and in which states. */
export const chatRequestAllowedFrom = {
  feedback: ['completed'],
} as const satisfies Record<string, readonly ChatRequestState[]>

/** A conversation of the chat surface. A closed one takes no more messages. */
export const chatSessionStates = ['open', 'closed'] as const
export type ChatSessionState = (typeof chatSessionStates)[number]

export const chatSessionMoves = {
  open: ['closed'],
  closed: [],
} as const satisfies Record<ChatSessionState, readonly ChatSessionState[]>

/** What may be done with a chat session, and in which states. */
export const chatSessionAllowedFrom = {
  ask: ['open'],
} as const satisfies Record<string, readonly ChatSessionState[]>

/** Questions that nothing answered, those that ask the same together. */
export const gapStates = ['open', 'resolved', 'dismissed'] as const
export type GapState = (typeof gapStates)[number]

/** Gap: `resolved` by a document; asked again in vain it is open again. What was dismissed only a person opens. */
export const gapMoves = {
  open: ['resolved', 'dismissed'],
  resolved: ['open', 'dismissed'],
  dismissed: ['open'],
} as const satisfies Record<GapState, readonly GapState[]>

/** What may be done to a gap, and in which states. */
export const gapAllowedFrom = {
  edit: ['open'],
  approve: ['open'],
  dismiss: ['open', 'resolved'],
  reopen: ['resolved', 'dismissed'],
} as const satisfies Record<string, readonly GapState[]>

/** How far a batch of documents is with the sessions of its site: nobody, a share of them, nobody again, all, for good. */
export const rolloutStates = ['draft', 'running', 'paused', 'expanded', 'done', 'rolled_back'] as const
export type RolloutState = (typeof rolloutStates)[number]

/**
 * Rollout: whatever is resumed is tried by the share that it had, so one that was paused while all saw it has to be expanded
 * anew. A draft that is given up is `rolled_back`, too. What is `done` is content like any other.
 */
export const rolloutMoves = {
  draft: ['running', 'rolled_back'],
  running: ['paused', 'expanded', 'rolled_back'],
  paused: ['running', 'rolled_back'],
  expanded: ['paused', 'done', 'rolled_back'],
  done: [],
  rolled_back: [],
} as const satisfies Record<RolloutState, readonly RolloutState[]>

/** What may be done to a rollout, and in which states. `accept`: documents may come in under its `batch_id`. */
export const rolloutAllowedFrom = {
  accept: ['draft', 'running'],
  change: ['draft', 'running', 'paused', 'expanded'],
  approve: ['draft', 'running', 'paused', 'expanded'],
  smoke: ['draft', 'running', 'paused', 'expanded'],
  start: ['draft'],
  expand: ['running'],
  pause: ['running', 'expanded'],
  resume: ['paused'],
  rollback: ['draft', 'running', 'paused', 'expanded'],
  finish: ['expanded'],
} as const satisfies Record<string, readonly RolloutState[]>

/** Every state machine by the name of its thing. */
export const stateMachines = {
  webhook: { states: webhookStates, moves: webhookMoves, allowedFrom: webhookAllowedFrom },
  delivery: { states: deliveryStates, moves: deliveryMoves, allowedFrom: deliveryAllowedFrom },
  attempt: { states: attemptStates, moves: attemptMoves, allowedFrom: {} },
  message: { states: messageStates, moves: messageMoves, allowedFrom: messageAllowedFrom },
  channel: { states: channelStates, moves: channelMoves, allowedFrom: channelAllowedFrom },
  session: { states: sessionStates, moves: sessionMoves, allowedFrom: sessionAllowedFrom },
  apiKey: { states: apiKeyStates, moves: apiKeyMoves, allowedFrom: apiKeyAllowedFrom },
  recovery: { states: recoveryStates, moves: recoveryMoves, allowedFrom: recoveryAllowedFrom },
  notification: { states: notificationStates, moves: notificationMoves, allowedFrom: {} },
  template: { states: templateStates, moves: templateMoves, allowedFrom: templateAllowedFrom },
  emailDomain: { states: emailDomainStates, moves: emailDomainMoves, allowedFrom: emailDomainAllowedFrom },
  verification: { states: verificationStates, moves: verificationMoves, allowedFrom: verificationAllowedFrom },
  document: { states: documentStates, moves: documentMoves, allowedFrom: {} },
  readiness: { states: readinessStates, moves: readinessMoves, allowedFrom: readinessAllowedFrom },
  chatRequest: { states: chatRequestStates, moves: chatRequestMoves, allowedFrom: chatRequestAllowedFrom },
  chatSession: { states: chatSessionStates, moves: chatSessionMoves, allowedFrom: chatSessionAllowedFrom },
  gap: { states: gapStates, moves: gapMoves, allowedFrom: gapAllowedFrom },
  rollout: { states: rolloutStates, moves: rolloutMoves, allowedFrom: rolloutAllowedFrom },
} as const

export type StateMachine = keyof typeof stateMachines
export type StateOf<Machine extends StateMachine> = (typeof stateMachines)[Machine]['states'][number]
type ActionOf<Machine extends StateMachine> = keyof (typeof stateMachines)[Machine]['allowedFrom'] & string

/** Whether a thing may go from one state to another. Staying where it is is no move. */
export function canMove<Machine extends StateMachine>(
  machine: Machine,
  from: StateOf<Machine>,
  to: StateOf<Machine>,
): boolean {
  const moves = stateMachines[machine].moves as Record<string, readonly string[]>
  return moves[from]?.includes(to) ?? false
}

/** Whether `action` may be done to a thing in this state. */
export function isAllowed<Machine extends StateMachine>(
  machine: Machine,
  action: ActionOf<Machine>,
  state: StateOf<Machine>,
): boolean {
  const allowedFrom = stateMachines[machine].allowedFrom as Record<string, readonly string[]>
  return allowedFrom[action]?.includes(state) ?? false
}
