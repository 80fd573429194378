import type { SessionDriverName } from '@posthorn/contract'

import { modelSettings, type ModelsConfig, readModels } from './config-models.ts'
import { LOG_LEVELS, type LogLevel } from './kernel/log.ts'
import {
  readDomain,
  readDriver,
  readFlag,
  readHeaderName,
  readLogLevel,
  readMailAddress,
  readMasterKeys,
  readNameServers,
  readNetworks,
  readText,
  readUrl,
  readWaits,
  readWhole,
} from './kernel/read-setting.ts'
import type { MasterKey } from './kernel/secret-box.ts'
import { type ConfigFault, secret, type Setting, setting } from './kernel/setting.ts'
import { SECOND_MS } from './kernel/time.ts'

/** This table is all there is: the server, the help and docs/reference/configuration.md read it. */
export const settings = {
  POSTHORN_PORT: setting('port', '7676', 'Port to listen on; 0 takes a free one.', readWhole(0, 65_535)),
  POSTHORN_HOST: setting('address', '127.0.0.1', 'Address to listen on; 0.0.0.0 for all.', readText),
  POSTHORN_DATA_DIR: setting(
    'folder',
    './data',
    'Where the embedded database and the generated master key live.',
    readText,
  ),
  POSTHORN_DATABASE_URL: secret(
    setting(
      'postgres:// URL',
      null,
      'PostgreSQL to use instead of the embedded database; any number of processes may share one.',
      readUrl(['postgres:', 'postgresql:']),
    ),
  ),
  POSTHORN_DATABASE_POOL: setting(
    'number',
    '10',
    'Most connections to PostgreSQL, beside the one that shows presence.',
    readWhole(2, 500),
  ),
  POSTHORN_PUBLIC_URL: setting(
    'URL',
    null,
    'Address under which callers reach the server; http:// with host and port by default.',
    readUrl(['http:', 'https:']),
  ),
  POSTHORN_MASTER_KEY: secret(
    setting(
      'keys',
      null,
      'Seals secrets in the database: 32 bytes as 64 hex characters, several separated by commas, the newest first. Made and kept in the data folder by default; processes that share a PostgreSQL must be given the same.',
      readMasterKeys,
    ),
  ),
  POSTHORN_REQUIRE_HTTPS: setting(
    'true or false',
    null,
    'Refuses calls that did not come over HTTPS, loopback apart; true by default where the public URL is https://.',
    readFlag,
  ),
  POSTHORN_TRUSTED_PROXIES: setting(
    'addresses or networks',
    '127.0.0.1,::1',
    'Proxies whose X-Forwarded-* headers are believed, separated by commas.',
    readNetworks,
  ),
  POSTHORN_WEBHOOK_ALLOW_INSECURE: setting(
    'true or false',
    'false',
    'Lets webhooks use http:// and private addresses. For development and tests only.',
    readFlag,
  ),
  POSTHORN_WEBHOOK_ALLOW_ADDRESSES: setting(
    'networks',
    '',
    'Networks (CIDR, separated by commas) that webhooks may reach although they are private.',
    readNetworks,
  ),
  POSTHORN_WEBHOOK_HEADER_PREFIX: setting(
    'header name',
    'X-Timely',
    'What the names of our own webhook headers begin with.',
    readHeaderName,
  ),
  POSTHORN_WEBHOOK_RETRY_WAITS: setting(
    'seconds',
    '5,15,60,300,900',
    'Waits before each retry of a webhook, separated by commas: n waits, n retries.',
    readWaits,
  ),
  POSTHORN_DNS_SERVERS: setting(
    'addresses',
    '',
    'Name servers for outbound calls and for the records of sending domains, separated by commas; the system resolves by default.',
    readNameServers,
  ),
  POSTHORN_RATE_LIMIT_PER_MINUTE: setting(
    'number',
    null,
    "Calls a key may make in a minute; overrides the plan's.",
    readWhole(1, 100_000_000),
  ),
  POSTHORN_EXAMPLE: setting(
    'true or false',
    'true',
    'Gives a fresh install the documents of a made-up shop, so that the first question has an answer.',
    readFlag,
  ),
  POSTHORN_MAX_BODY_BYTES: setting('bytes', '1048576', 'Largest body of a call.', readWhole(1_024, 104_857_600)),
  POSTHORN_MAX_UPLOAD_BYTES: setting(
    'bytes',
    '20971520',
    'Largest file that is uploaded as a document; what is larger than 20 MiB is never read.',
    readWhole(1_024, 20_971_520),
  ),
  POSTHORN_SMTP_URL: secret(
    setting(
      'smtp:// URL',
      null,
      'Mail server for notices to owners; without it they stay in the outbox.',
      readUrl(['smtp:', 'smtps:']),
    ),
  ),
  POSTHORN_MAIL_FROM: setting(
    'e-mail address',
    'posthorn@localhost',
    'Sender of notices to owners, and of e-mails whose call names none.',
    readMailAddress,
  ),
  POSTHORN_MAIL_DOMAIN: setting(
    'domain',
    null,
    "Domain whose SPF record names the platform's mail servers: that of POSTHORN_MAIL_FROM by default. Sending domains include it, and their return paths lead to it.",
    readDomain,
  ),
  POSTHORN_DKIM_KEY_FILE: setting(
    'file',
    null,
    'RSA private key (PEM) that signs mail from POSTHORN_MAIL_FROM and notices to owners; without it they go out unsigned. Sending domains have keys of their own.',
    readText,
  ),
  POSTHORN_DKIM_SELECTOR: setting(
    'label',
    'posthorn',
    'Where the public half of that key is published: at <selector>._domainkey.<domain of POSTHORN_MAIL_FROM>.',
    readDomain,
  ),
  POSTHORN_MAIL_IN_PORT: setting(
    'port',
    null,
    'Port on which bounces, complaints and answers to e-mails are taken in over SMTP; 0 takes a free one. Without it they go to the address that an e-mail comes from. An MX record of POSTHORN_MAIL_DOMAIN must lead here.',
    readWhole(0, 65_535),
  ),
  POSTHORN_MAIL_IN_HOST: setting('address', '127.0.0.1', 'Address to take mail in on; 0.0.0.0 for all.', readText),
  POSTHORN_MAIL_IN_MAX_BYTES: setting(
    'bytes',
    '10485760',
    'Largest mail that is taken in, attachments included.',
    readWhole(65_536, 52_428_800),
  ),
  POSTHORN_MAIL_IN_CONNECTIONS: setting(
    'number',
    '50',
    'Most mail servers that may deliver at once; one of them has at most a quarter.',
    readWhole(4, 10_000),
  ),
  POSTHORN_MAIL_IN_KEY_FILE: setting(
    'file',
    null,
    'Private key (PEM) for STARTTLS; with POSTHORN_MAIL_IN_CERTIFICATE_FILE.',
    readText,
  ),
  POSTHORN_MAIL_IN_CERTIFICATE_FILE: setting(
    'file',
    null,
    'Certificate (PEM, with its chain) for STARTTLS; without it mail comes in unencrypted.',
    readText,
  ),
  POSTHORN_FEEDBACK_ADDRESS: setting(
    'e-mail address',
    null,
    'Where mailbox providers send complaints (RFC 5965), to be given to their feedback loops: fbl@ the mail domain by default.',
    readMailAddress,
  ),
  POSTHORN_SIMULATOR_DELAY_MS: setting(
    'milliseconds',
    '1000',
    'Time after which the simulated carrier reports what became of a message.',
    readWhole(0, 86_400_000),
  ),
  POSTHORN_WHATSAPP_DRIVER: setting(
    'simulator or baileys',
    'simulator',
    'What carries WhatsApp sessions: the simulator, or the package `baileys`, which has to be installed beside Posthorn. See docs/guides/whatsapp-sessions.md for its licence and its risk.',
    readDriver,
  ),
  POSTHORN_META_GRAPH_URL: setting(
    'URL',
    'https://graph.facebook.com',
    'Where the WhatsApp Cloud API is reached: another address for tests, or for a proxy of your own.',
    readUrl(['http:', 'https:']),
  ),
  ...modelSettings,
  POSTHORN_CHAT_DEADLINE_SECONDS: setting(
    'seconds',
    '60',
    'Time in which a question is answered while its caller waits; then the reply is 504.',
    readWhole(1, 600),
  ),
  POSTHORN_CHAT_ASYNC_DEADLINE_SECONDS: setting(
    'seconds',
    '300',
    'Time in which a question is answered that nobody waits for; then it has failed.',
    readWhole(1, 86_400),
  ),
  POSTHORN_CHAT_CONCURRENCY: setting(
    'number',
    '8',
    'Questions that a process answers at once. More wait their turn.',
    readWhole(1, 1_000),
  ),
  POSTHORN_CHAT_WAITING: setting(
    'number',
    '100',
    'Questions whose callers may wait for their turn in a process; more get 503 with Retry-After.',
    readWhole(0, 100_000),
  ),
  POSTHORN_RETENTION_DAYS: setting(
    'days',
    '90',
    'How long events with their deliveries, lines of the history of channels, and verifications are kept.',
    readWhole(30, 3_650),
  ),
  POSTHORN_STOP_SECONDS: setting(
    'seconds',
    '20',
    'Time to finish what is under way when asked to stop.',
    readWhole(0, 600),
  ),
  POSTHORN_LOG_LEVEL: setting('level', 'info', `One of ${LOG_LEVELS.join(', ')}.`, readLogLevel),
} as const

export type { ConfigFault, Setting } from './kernel/setting.ts'

export type SettingName = keyof typeof settings

export interface Config {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  readonly databaseUrl: string | null
  readonly databasePool: number
  readonly publicUrl: string | null
  readonly masterKeys: readonly MasterKey[] | null
  readonly requireHttps: boolean
  readonly trustedProxies: readonly string[]
  readonly webhookAllowInsecure: boolean
  readonly webhookAllowAddresses: readonly string[]
  readonly webhookHeaderPrefix: string
  /** Milliseconds. */
  readonly webhookRetryWaitsMs: readonly number[]
  readonly dnsServers: readonly string[]
  readonly rateLimitPerMinute: number | null
  /** Whether a fresh install gets its example. */
  readonly example: boolean
  readonly maxBodyBytes: number
  readonly maxUploadBytes: number
  readonly smtpUrl: string | null
  readonly mailFrom: string
  readonly mailDomain: string
  readonly dkimKeyFile: string | null
  readonly dkimSelector: string
  /** Null: no mail is taken in. */
  readonly mailIn: MailInConfig | null
  readonly simulatorDelayMs: number
  readonly whatsappDriver: SessionDriverName
  readonly metaGraphUrl: string
  readonly models: ModelsConfig
  /** Milliseconds. */
  readonly chatDeadlineMs: number
  /** Milliseconds. */
  readonly chatAsyncDeadlineMs: number
  readonly chatConcurrency: number
  readonly chatWaiting: number
  readonly retentionDays: number
  readonly stopMs: number
  readonly logLevel: LogLevel
}

export interface MailInConfig {
  readonly port: number
  readonly host: string
  readonly maxBytes: number
  readonly connections: number
  /** Files of STARTTLS; null: it is not offered. */
  readonly tls: { readonly keyFile: string; readonly certificateFile: string } | null
  readonly feedbackAddress: string
}

/** Reads the settings from an environment. All faults at once: nobody wants to find them one start at a time. */
export function loadConfig(
  environment: Readonly<Record<string, string | undefined>>,
): { ok: true; config: Config } | { ok: false; faults: ConfigFault[] } {
  const faults: ConfigFault[] = unknownNames(environment)
  const value = <Value>(name: SettingName, fallback: Value): Value => {
    const row = settings[name] as unknown as Setting<Value>
    const given = environment[name]?.trim()
    const text = given === undefined || given === '' ? row.default : given
    if (text === null) return fallback
    const read = row.read(text)
    if ('value' in read) return read.value
    faults.push({ name, value: row.secret ? '(hidden)' : text, message: read.instead })
    return fallback
  }
  const publicUrl = value<string | null>('POSTHORN_PUBLIC_URL', null)
  const mailFrom = value('POSTHORN_MAIL_FROM', '')
  const mailDomain = value('POSTHORN_MAIL_DOMAIN', mailFrom.slice(mailFrom.lastIndexOf('@') + 1).toLowerCase())
  const config: Config = {
    port: value('POSTHORN_PORT', 0),
    host: value('POSTHORN_HOST', ''),
    dataDir: value('POSTHORN_DATA_DIR', ''),
    databaseUrl: value<string | null>('POSTHORN_DATABASE_URL', null),
    databasePool: value('POSTHORN_DATABASE_POOL', 10),
    publicUrl: publicUrl?.replace(/\/+$/, '') ?? null,
    masterKeys: value<readonly MasterKey[] | null>('POSTHORN_MASTER_KEY', null),
    requireHttps: value('POSTHORN_REQUIRE_HTTPS', publicUrl?.startsWith('https:') ?? false),
    trustedProxies: value('POSTHORN_TRUSTED_PROXIES', []),
    webhookAllowInsecure: value('POSTHORN_WEBHOOK_ALLOW_INSECURE', false),
    webhookAllowAddresses: value('POSTHORN_WEBHOOK_ALLOW_ADDRESSES', []),
    webhookHeaderPrefix: value('POSTHORN_WEBHOOK_HEADER_PREFIX', ''),
    webhookRetryWaitsMs: value('POSTHORN_WEBHOOK_RETRY_WAITS', []),
    dnsServers: value('POSTHORN_DNS_SERVERS', []),
    rateLimitPerMinute: value<number | null>('POSTHORN_RATE_LIMIT_PER_MINUTE', null),
    example: value('POSTHORN_EXAMPLE', true),
    maxBodyBytes: value('POSTHORN_MAX_BODY_BYTES', 0),
    maxUploadBytes: value('POSTHORN_MAX_UPLOAD_BYTES', 0),
    smtpUrl: value<string | null>('POSTHORN_SMTP_URL', null),
    mailFrom,
    mailDomain,
    dkimKeyFile: value<string | null>('POSTHORN_DKIM_KEY_FILE', null),
    dkimSelector: value('POSTHORN_DKIM_SELECTOR', ''),
    mailIn: readMailIn(value, mailDomain, faults),
    simulatorDelayMs: value('POSTHORN_SIMULATOR_DELAY_MS', 0),
    whatsappDriver: value<SessionDriverName>('POSTHORN_WHATSAPP_DRIVER', 'simulator'),
    metaGraphUrl: value('POSTHORN_META_GRAPH_URL', '').replace(/\/+$/, ''),
    models: readModels(value, faults),
    chatDeadlineMs: value('POSTHORN_CHAT_DEADLINE_SECONDS', 0) * SECOND_MS,
    chatAsyncDeadlineMs: value('POSTHORN_CHAT_ASYNC_DEADLINE_SECONDS', 0) * SECOND_MS,
    chatConcurrency: value('POSTHORN_CHAT_CONCURRENCY', 1),
    chatWaiting: value('POSTHORN_CHAT_WAITING', 0),
    retentionDays: value('POSTHORN_RETENTION_DAYS', 0),
    stopMs: value('POSTHORN_STOP_SECONDS', 0) * SECOND_MS,
    logLevel: value<LogLevel>('POSTHORN_LOG_LEVEL', 'info'),
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, config }
}

type ReadSetting = <Value>(name: SettingName, fallback: Value) => Value

function readMailIn(value: ReadSetting, mailDomain: string, faults: ConfigFault[]): MailInConfig | null {
  const port = value<number | null>('POSTHORN_MAIL_IN_PORT', null)
  const keyFile = value<string | null>('POSTHORN_MAIL_IN_KEY_FILE', null)
  const certificateFile = value<string | null>('POSTHORN_MAIL_IN_CERTIFICATE_FILE', null)
  if ((keyFile === null) !== (certificateFile === null)) {
    const name = keyFile === null ? 'POSTHORN_MAIL_IN_KEY_FILE' : 'POSTHORN_MAIL_IN_CERTIFICATE_FILE'
    faults.push({ name, value: '', message: 'it is missing; give key and certificate, or neither' })
  }
  const config = {
    host: value('POSTHORN_MAIL_IN_HOST', ''),
    maxBytes: value('POSTHORN_MAIL_IN_MAX_BYTES', 0),
    connections: value('POSTHORN_MAIL_IN_CONNECTIONS', 0),
    tls: keyFile === null || certificateFile === null ? null : { keyFile, certificateFile },
    feedbackAddress: value('POSTHORN_FEEDBACK_ADDRESS', `fbl@${mailDomain}`),
  }
  return port === null ? null : { port, ...config }
}

/**
 * A misspelt name would otherwise be silently ignored. POSTHORN_TEST_… belongs to the tests; Kubernetes sets the others
 * for a service called posthorn.
 */
function unknownNames(environment: Readonly<Record<string, string | undefined>>): ConfigFault[] {
  return Object.entries(environment)
    .filter(([name]) => /^POSTHORN_(?!TEST_|SERVICE_|PORT_\d)/.test(name) && !Object.hasOwn(settings, name))
    .map(([name]) => ({
      name,
      value: '(hidden)',
      message: `there is no such setting; known are ${Object.keys(settings).join(', ')}`,
    }))
}
