import type { ChannelProvider, CheckResult } from '../../domain/channels/port.ts'
import type { CarrierAnswer, ChannelCarrier, OutgoingMessage } from '../../domain/messages/port.ts'
import { type FetchOutcome, type OutboundClient, prepareTarget } from '../../kernel/guarded-fetch/index.ts'
import { hideSecrets } from '../../kernel/hide-secrets.ts'
import { keyFromText } from '../../kernel/hmac.ts'
import { SECOND_MS } from '../../kernel/time.ts'
import { accountUrl, authorization, credentials, settings, type TwilioAccount } from './account.ts'
import { jsonOf, readAnswer } from './read-answer.ts'
import { isSigned, readCallback } from './read-callback.ts'

export interface TwilioOptions {
  readonly request: OutboundClient['request']
  /** Where callers reach this server, without a slash at the end; null: nobody knows, so no reports can come. */
  readonly publicUrl: string | null
  readonly userAgent: string
}

/** Twilio's own limit is 15 seconds; whoever has not answered by then has told nobody what became of the message. */
const SEND_MS = 15 * SECOND_MS
const CHECK_MS = 10 * SECOND_MS
const MOST_BODY_BYTES = 64 * 1024

/** SMS through Twilio's Messages API, and through whatever speaks it. */
export function createTwilio(
  options: TwilioOptions,
): ChannelProvider<ChannelCarrier, typeof settings, typeof credentials> {
  return {
    name: 'twilio',
    type: 'sms',
    settings,
    credentials,
    takesCallbacks: true,
    problemOf: ({ from, messaging_service_sid }) =>
      from === undefined && messaging_service_sid === undefined
        ? { param: 'settings.from', problem: 'it is missing; give from or messaging_service_sid' }
        : null,
    check: (account) => check(account, options),
    open: (account) => openCarrier(account, options),
  }
}

async function check(account: TwilioAccount, { request, userAgent }: TwilioOptions): Promise<CheckResult> {
  const outcome = await request({
    method: 'GET',
    target: `${accountUrl(account.settings)}.json`,
    headers: { authorization: authorization(account), accept: 'application/json', 'user-agent': userAgent },
    timeoutMs: CHECK_MS,
    bodyMs: SECOND_MS,
    maxBodyBytes: MOST_BODY_BYTES,
  })
  return readCheck(outcome)
}

function readCheck(outcome: FetchOutcome): CheckResult {
  if (outcome.kind === 'failed') return { ok: false, code: outcome.error, message: `${outcome.detail}.` }
  const { httpStatus } = outcome
  if (httpStatus === 401 || httpStatus === 403) {
    const message = `The carrier does not accept the account SID and auth token (HTTP ${httpStatus}).`
    return { ok: false, code: 'credentials_refused', message }
  }
  const { sid, status } = jsonOf(outcome)
  if (httpStatus === 404) return { ok: false, code: 'unknown_account', message: 'The carrier knows no such account.' }
  if (httpStatus !== 200 || typeof sid !== 'string') {
    const message = `The service did not answer as Twilio does (HTTP ${httpStatus}); look at base_url.`
    return { ok: false, code: 'unexpected_answer', message }
  }
  if (typeof status === 'string' && status !== 'active')
    return { ok: false, code: 'account_inactive', message: `The carrier says that the account is ${status}.` }
  return { ok: true }
}

function openCarrier(account: TwilioAccount, options: TwilioOptions): ChannelCarrier {
  const target = prepareTarget(`${accountUrl(account.settings)}/Messages.json`)
  const headers = {
    authorization: authorization(account),
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
    'user-agent': options.userAgent,
  }
  const key = keyFromText(account.credentials.auth_token)
  return {
    provider: 'twilio',
    // Twilio has no idempotency key: the same request twice is two messages.
    idempotentByMessageId: false,
    async send(message) {
      const body = formOf(message, account, options.publicUrl)
      const limits = { timeoutMs: SEND_MS, bodyMs: 2 * SECOND_MS, maxBodyBytes: MOST_BODY_BYTES }
      const outcome = await options.request({ method: 'POST', target, headers, body, ...limits })
      return withoutSecrets(readAnswer(outcome), account)
    },
    readCallback(callback) {
      if (options.publicUrl === null || !isSigned(callback, options.publicUrl, key)) return { kind: 'forged' }
      return readCallback(callback, handlesOptOut(account))
    },
    // Its connections are the guarded client's, shared by all that go to the same host.
    close: () => undefined,
  }
}

function handlesOptOut({ settings: { provider_handles_opt_out: handles, base_url } }: TwilioAccount): boolean {
  return handles ?? base_url === undefined
}

function formOf({ id, to, content }: OutgoingMessage, account: TwilioAccount, publicUrl: string | null): string {
  if (content.kind !== 'sms') throw new Error(`Twilio channels carry SMS, not ${content.kind}`)
  const { from, messaging_service_sid } = account.settings
  const form = new URLSearchParams({ To: to, Body: content.text })
  const sender = content.senderId ?? from
  if (content.senderId === null && messaging_service_sid !== undefined)
    form.set('MessagingServiceSid', messaging_service_sid)
  else if (sender !== undefined) form.set('From', sender)
  // Our id in the address: a report finds its message even where the answer that would have named it was lost.
  if (publicUrl !== null) form.set('StatusCallback', `${publicUrl}/callbacks/twilio/${account.channelId}?message=${id}`)
  return form.toString()
}

function withoutSecrets(answer: CarrierAnswer, { credentials: { auth_token } }: TwilioAccount): CarrierAnswer {
  if ('detail' in answer) return { ...answer, detail: hideSecrets(answer.detail, [auth_token]) }
  if (answer.kind === 'rejected') return { ...answer, message: hideSecrets(answer.message, [auth_token]) }
  return answer
}
