import type { Config } from '@posthorn/server'

/** Where mail is taken in, and what has to be published for it to come. */
export function renderMailIn(address: string, { mailDomain, mailIn }: Pick<Config, 'mailDomain' | 'mailIn'>): string {
  return `Mail is taken in on ${address}
  Publish for it     ${mailDomain}  MX  10 <the name of this machine>, reached on port 25
  Feedback loops     ${mailIn?.feedbackAddress ?? ''}`
}
