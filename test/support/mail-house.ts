// A workspace that sends over a real mail server from a domain with real records, and takes in what comes back.
import assert from 'node:assert/strict'
import { Resolver } from 'node:dns/promises'
import type { TestContext } from 'node:test'

import type { EmailDomain } from '@posthorn/contract'
import { createTransport } from 'nodemailer'

import { DnsServer } from './dns-server.ts'
import type { OpenedDatabase } from './each-database.ts'
import { MailServer, mailUser, type ReceivedMail } from './mail-server.ts'
import { RunningApp } from './running-app.ts'

export const MAIL_DOMAIN = 'mail.posthorn.test'
export const SHOP = 'shop.example.com'

/** Publishes what a domain asks for, as a person would in the pages of a DNS provider. */
export function publish(dns: DnsServer, domain: EmailDomain, but: readonly string[] = []): void {
  for (const [name, record] of Object.entries(domain.records)) {
    if (but.includes(name)) continue
    const strings = record.value.match(/.{1,255}/g)!
    dns.hold(record.name, record.type === 'CNAME' ? { cname: record.value } : { txt: [strings] })
  }
}

/** What became of handing a mail over: 250, or the code that it was refused with and the words. */
export interface Handed {
  readonly code: number
  readonly words: string
}

/** Hands a mail to a server as another server would, whatever its words are. */
export async function handIn(
  address: string,
  envelope: { from: string; to: string | readonly string[] },
  raw: string,
): Promise<Handed> {
  const at = address.lastIndexOf(':')
  const transport = createTransport({
    host: address.slice(0, at),
    port: Number(address.slice(at + 1)),
    ignoreTLS: true,
  })
  try {
    const { response } = await transport.sendMail({ envelope: { ...envelope, to: [envelope.to].flat() }, raw })
    return { code: Number(response.slice(0, 3)), words: response }
  } catch (error) {
    const { responseCode, response } = error as { responseCode?: number; response?: string }
    if (responseCode === undefined) throw error
    return { code: responseCode, words: response ?? '' }
  } finally {
    transport.close()
  }
}

/** A value of a mail's header, unfolded; undefined: it has none. */
export function headerOf({ raw }: Pick<ReceivedMail, 'raw'>, name: string): string | undefined {
  const header = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ')
  return new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(header)?.[1]
}

interface HouseOptions {
  readonly env?: Readonly<Record<string, string>>
  /** Records of the sending domain that are not there. */
  readonly without?: readonly string[]
}

export async function openHouse(context: TestContext, database: OpenedDatabase, options: HouseOptions = {}) {
  const dns = await DnsServer.start()
  const mailServer = await MailServer.start()
  context.after(async () => {
    await dns.close()
    await mailServer.close()
  })
  dns.hold(MAIL_DOMAIN, { txt: ['v=spf1 ip4:127.0.0.1 -all'] })
  const env = {
    POSTHORN_DNS_SERVERS: dns.address,
    POSTHORN_MAIL_DOMAIN: MAIL_DOMAIN,
    POSTHORN_MAIL_FROM: 'no-reply@posthorn.test',
    POSTHORN_MAIL_IN_PORT: '0',
    ...options.env,
  }
  const app = await RunningApp.start(context, database, { env })
  const { data: added } = await app.call('emailDomains.create', { body: { domain: SHOP } })
  publish(dns, added, options.without)
  const { data: domain } = await app.call('emailDomains.verify', { params: { domain_id: added.id } })
  assert.equal(domain.verified, true)
  const { port } = new URL(mailServer.url)
  const channel = {
    provider: 'smtp',
    name: 'Mail',
    settings: { host: '127.0.0.1', port: Number(port), security: 'none' },
    credentials: { user: mailUser.name, password: mailUser.password },
  }
  await app.call('channels.create', { body: channel })
  /** Sends an e-mail and waits until the mail server has it. */
  const send = async (body: Record<string, unknown> = {}, { key = app.key } = {}) => {
    const given = { to: 'maria@example.com', subject: 'Your order', text: 'It is on its way.', from: `orders@${SHOP}` }
    const before = mailServer.mails.length
    const { data } = await app.call('email.send', { body: { ...given, ...body }, key })
    await app.until('the mail', async () => (await status(data.id, key)).status === 'sent')
    const mail = mailServer.mails[before]!
    return { id: data.id, mail, bounceTo: mail.from, replyTo: headerOf(mail, 'Reply-To') ?? '' }
  }
  const status = async (message_id: string, key = app.key) =>
    (await app.call('email.status', { params: { message_id }, key })).data
  const history = async (message_id: string) =>
    (await app.call('messages.history', { params: { message_id } })).data.map(({ status: name, applied }) =>
      applied ? name : `(${name})`,
    )
  const handed = (to: string | readonly string[], raw: string, from = '') => handIn(app.mailIn, { from, to }, raw)
  return { app, dns, mailServer, domain, channel, send, status, history, handed }
}

/** Looks records up at a name server of a test; CNAMEs are followed, which that server leaves to others. */
export function resolverAt(dns: DnsServer) {
  const resolver = new Resolver()
  resolver.setServers([dns.address])
  return async function resolve(name: string, type: string): Promise<unknown> {
    const [target] = type === 'CNAME' ? [] : await resolver.resolveCname(name).catch(() => [])
    return target === undefined ? resolver.resolve(name, type) : resolve(target, type)
  }
}
