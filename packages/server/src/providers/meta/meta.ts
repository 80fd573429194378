import type { ChannelProvider } from '../../domain/channels/port.ts'
import type { CarrierAnswer, ChannelCarrier } from '../../domain/messages/port.ts'
import { hideSecrets } from '../../kernel/hide-secrets.ts'
import { keyFromText, sameText } from '../../kernel/hmac.ts'
import { HOUR_MS, SECOND_MS } from '../../kernel/time.ts'
import { credentials, type MetaAccount, secretsOf, settings } from './account.ts'
import { bodyOf } from './body-of.ts'
import { checkAccount } from './check-account.ts'
import { fetchMedia } from './fetch-media.ts'
import { createGraph, type MetaOptions } from './graph.ts'
import { readAnswer } from './read-answer.ts'
import { isSigned, readCallback } from './read-callback.ts'
import { createTemplateDesk } from './template-desk.ts'

/** Media by link are fetched before the answer is given, which takes a while. */
const SEND_MS = 30 * SECOND_MS
/** The customer service window. */
const WINDOW_MS = 24 * HOUR_MS

/** WhatsApp by Meta's Cloud API: the provider that the contract calls `waba` (A25). */
export function createMeta(options: MetaOptions): ChannelProvider<ChannelCarrier, typeof settings, typeof credentials> {
  return {
    name: 'waba',
    takesCallbacks: true,
    type: 'whatsapp',
    settings,
    credentials,
    templating: {
      windowMs: WINDOW_MS,
      accountOf: ({ waba_id }) => waba_id,
      fallbackOf: ({ fallback_template: fallback }) =>
        fallback === undefined ? null : { name: fallback.name, language: fallback.language ?? null },
    },
    check: (account) => checkAccount(account, options),
    open: (account) => openCarrier(account, options),
  }
}

function openCarrier(account: MetaAccount, options: MetaOptions): ChannelCarrier {
  const graph = createGraph(account, options)
  const { phone_number_id, waba_id } = account.settings
  const key = keyFromText(account.credentials.app_secret)
  const secrets = secretsOf(account)
  return {
    provider: 'waba',
    // Meta has no idempotency key: the same request twice is two messages.
    idempotentByMessageId: false,
    async send(message) {
      const body = bodyOf(message)
      const path = `${phone_number_id}/messages`
      return withoutSecrets(readAnswer(await graph({ method: 'POST', path, body, timeoutMs: SEND_MS })), secrets)
    },
    readCallback: (callback) =>
      isSigned(callback, key) ? readCallback(callback, account.settings) : { kind: 'forged' },
    answerChallenge(query) {
      const isOurs =
        query.get('hub.mode') === 'subscribe' &&
        sameText(query.get('hub.verify_token') ?? '', account.credentials.verify_token)
      return isOurs ? query.get('hub.challenge') : null
    },
    templates: createTemplateDesk(graph, waba_id, secrets),
    fetchMedia: (mediaId) => fetchMedia(mediaId, account, { graph, options }),
    // Its connections are the guarded client's, shared by all that go to the same host.
    close: () => undefined,
  }
}

function withoutSecrets(answer: CarrierAnswer, secrets: readonly string[]): CarrierAnswer {
  if ('detail' in answer) return { ...answer, detail: hideSecrets(answer.detail, secrets) }
  if (answer.kind === 'rejected') return { ...answer, message: hideSecrets(answer.message, secrets) }
  return answer
}
