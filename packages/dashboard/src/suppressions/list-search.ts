import type { Suppression } from '@posthorn/sdk'

export type ListChannel = Suppression['channel']

/** Which list is shown, as it stands in the page's address; that of e-mail without. */
export interface ListSearch {
  channel?: Exclude<ListChannel, 'email'>
}

/** Reads the address; what it cannot be is left out. */
export const readListSearch = ({ channel }: Record<string, unknown>): ListSearch =>
  channel === 'sms' || channel === 'whatsapp' ? { channel } : {}
