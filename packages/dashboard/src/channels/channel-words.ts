import type { Channel } from '@posthorn/sdk'

export type ChannelType = Channel['type']

export const typeNames: Record<ChannelType, string> = { sms: 'SMS', email: 'E-mail', whatsapp: 'WhatsApp' }
export const types = Object.keys(typeNames) as ChannelType[]

const names: Readonly<Record<string, string>> = { smtp: 'SMTP', simulator: 'Simulator', qrcode: 'Phone by QR code' }

/** A provider's word as a name: `twilio` becomes `Twilio`. */
export const providerName = (provider: string): string =>
  names[provider] ??
  provider
    .split(/[_-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')

/** The simulators have no names of their own. */
export const channelTitle = ({ name, provider }: { readonly name: string; readonly provider: string }): string =>
  name === provider ? providerName(provider) : name

/** How long something fails. */
export const inARow = (occurrences: number): string => (occurrences > 1 ? `${occurrences} in a row ` : '')

/** "1st choice": its turn among the channels of its type. */
export function turnOf(position: number): string {
  const tail = position % 100
  const ending = tail > 10 && tail < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][position % 10] ?? 'th')
  return `${position}${ending} choice`
}

/** Those that messages take, in their turn; then the others; what Posthorn made by itself last. */
export function inTurn(channels: readonly Channel[]): Channel[] {
  const rank = ({ built_in: builtIn, position }: Channel) => (builtIn ? 2_000 : (position ?? 1_000))
  return channels.toSorted((one, other) => rank(one) - rank(other))
}
