import type { Client, EmailMessage, MessageState, SmsMessage, WhatsAppMessage } from '@posthorn/sdk'

export const channels = { sms: 'SMS', whatsapp: 'WhatsApp', email: 'E-mail' } as const
export type Channel = keyof typeof channels

/** What the page remembers of a message: enough to ask for its status. */
export interface Sent {
  readonly channel: Channel
  readonly id: string
  readonly to: string
  readonly text: string
}

/** What the channels' messages have in common. */
export type AnyMessage = SmsMessage | WhatsAppMessage | EmailMessage

export function statusOf(client: Client, { channel, id }: Pick<Sent, 'channel' | 'id'>): Promise<AnyMessage> {
  if (channel === 'sms') return client.sms.status(id)
  return channel === 'email' ? client.email.status(id) : client.whatsapp.message(id)
}

const goesOn: readonly MessageState[] = ['scheduled', 'queued', 'paused', 'sent']

/** Whether something more is likely to happen to it soon. */
export const mayChange = ({ status }: AnyMessage): boolean => goesOn.includes(status)
