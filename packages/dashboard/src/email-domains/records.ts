import type { EmailDomain } from '@posthorn/sdk'

export type RecordName = keyof EmailDomain['records']

export const recordTitles: Record<RecordName, string> = {
  dkim: 'DKIM',
  spf: 'SPF',
  dmarc: 'DMARC',
  return_path: 'Return path',
}

/** In the order in which they are shown. */
export const recordNames = Object.keys(recordTitles) as RecordName[]

export const recordPurposes: Record<RecordName, string> = {
  dkim: 'Signs each mail, so that nobody can change it on the way or write in your name.',
  spf: 'Names the servers that may send for the domain.',
  dmarc: 'Tells receivers what to do with mail that is neither signed nor from those servers.',
  return_path: 'Where bounces come back to. Recommended; the domain is verified without it.',
}

/** When the domain is looked at by itself, as the API promises it. */
export const nextLook = ({ status }: Pick<EmailDomain, 'status'>): string =>
  status === 'pending' ? 'within the hour' : 'within a day'
