import type { NotificationState } from '@posthorn/contract'

import { isoTime, isoTimeOrNull } from '../../kernel/time.ts'

/** A notice to the owners of a workspace. The outbox keeps it whether or not mail can be sent. */
export interface Notification {
  readonly id: string
  readonly workspaceId: string
  readonly kind: string
  readonly subject: string
  readonly text: string
  readonly recipients: readonly string[]
  readonly state: NotificationState
  readonly error: string | null
  readonly createdAt: number
  readonly sentAt: number | null
}

export function renderNotification(notification: Notification): object {
  return {
    id: notification.id,
    kind: notification.kind,
    subject: notification.subject,
    text: notification.text,
    recipients: notification.recipients,
    state: notification.state,
    created_at: isoTime(notification.createdAt),
    sent_at: isoTimeOrNull(notification.sentAt),
    error: notification.error,
  }
}
