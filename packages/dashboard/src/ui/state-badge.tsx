import type { ChannelState, SessionState, TemplateState } from '@posthorn/contract'
import type {
  ApiKeyState,
  AttemptState,
  DeliveryState,
  EmailDomainState,
  MessageState,
  NotificationState,
  RecoveryState,
  WebhookState,
} from '@posthorn/sdk'
import { Badge, type BadgeTone } from './badge.tsx'

type AnyState =
  | ApiKeyState
  | AttemptState
  | ChannelState
  | DeliveryState
  | EmailDomainState
  | MessageState
  | NotificationState
  | RecoveryState
  | SessionState
  | TemplateState
  | WebhookState

const tones: Record<AnyState, BadgeTone> = {
  active: 'ok',
  inactive: 'idle',
  failing: 'bad',
  pending: 'info',
  retrying: 'warn',
  delivered: 'ok',
  permanent_failure: 'bad',
  cancelled: 'idle',
  success: 'ok',
  failed: 'bad',
  queued: 'info',
  paused: 'warn',
  sent: 'info',
  read: 'ok',
  expired: 'warn',
  revoked: 'idle',
  running: 'info',
  done: 'ok',
  stored: 'idle',
  sending: 'info',
  connected: 'ok',
  connecting: 'warn',
  disconnected: 'idle',
  error: 'bad',
  verified: 'ok',
  scheduled: 'info',
  draft: 'idle',
  approved: 'ok',
  rejected: 'bad',
  disabled: 'bad',
}

export function StateBadge({ state }: { state: AnyState }) {
  return <Badge tone={tones[state]}>{state.replace('_', ' ')}</Badge>
}
