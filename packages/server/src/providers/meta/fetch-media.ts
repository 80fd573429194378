import type { FetchedMedia } from '../../domain/messages/port.ts'
import { hideSecrets } from '../../kernel/hide-secrets.ts'
import { prepareTarget } from '../../kernel/guarded-fetch/index.ts'
import { MINUTE_MS, SECOND_MS } from '../../kernel/time.ts'
import type { MetaAccount } from './account.ts'
import { type Graph, jsonOf, type MetaOptions, textOf } from './graph.ts'
import { kindOf, readError, wholeOf } from './graph-error.ts'

/** The largest file that WhatsApp takes. */
const MOST_BYTES = 100 * 1024 * 1024
const LOOK_MS = 10 * SECOND_MS
const HEADERS_MS = 15 * SECOND_MS
const BODY_MS = 5 * MINUTE_MS

/** Where Meta keeps media. The token goes along, so it goes nowhere else. */
const HOSTS = /(^|\.)(fbsbx\.com|fbcdn\.net|facebook\.com|whatsapp\.net)$/

/**
 * Fetches what came with a message: its id is looked up for an address that holds for five minutes, and read there. Source:
 * developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media. Meta keeps it for 30 days at
 * most.
 */
export async function fetchMedia(
  mediaId: string,
  account: MetaAccount,
  { graph, options }: { readonly graph: Graph; readonly options: MetaOptions },
): Promise<FetchedMedia> {
  const { phone_number_id } = account.settings
  const { access_token } = account.credentials
  const unavailable = (words: string): FetchedMedia => ({
    kind: 'unavailable',
    detail: hideSecrets(words, [access_token]),
  })
  if (!/^[0-9A-Za-z_-]{1,100}$/.test(mediaId)) return { kind: 'gone' }
  const found = await graph({ method: 'GET', path: mediaId, query: { phone_number_id }, timeoutMs: LOOK_MS })
  if (found.kind === 'failed') return unavailable(found.detail)
  if (found.httpStatus < 200 || found.httpStatus >= 300) {
    const error = readError(found)
    // "Object with this id does not exist" is an invalid parameter, like everything else that is wrong with it.
    return kindOf(found, error) === 'refused' ? { kind: 'gone' } : unavailable(error.said)
  }
  const { url, mime_type, file_size } = jsonOf(found)
  const address = textOf(url)
  if (address === null || !isMetas(address, options.graphUrl)) return unavailable('The carrier gave no address for it.')
  const answer = await options.download({
    target: prepareTarget(address),
    headers: { authorization: `Bearer ${access_token}`, 'user-agent': options.userAgent },
    timeoutMs: HEADERS_MS,
    bodyMs: BODY_MS,
    maxBodyBytes: MOST_BYTES,
  })
  if (answer.kind === 'failed') return unavailable(answer.detail)
  if (answer.httpStatus !== 200) {
    answer.body.destroy()
    return [404, 410].includes(answer.httpStatus)
      ? { kind: 'gone' }
      : unavailable(`The carrier answered ${answer.httpStatus}.`)
  }
  const length = wholeOf(answer.responseHeaders['content-length']) ?? wholeOf(file_size)
  return { kind: 'found', mimeType: textOf(mime_type), bytes: length, body: answer.body }
}

function isMetas(address: string, graphUrl: string): boolean {
  const url = URL.parse(address)
  if (url === null) return false
  return url.origin === URL.parse(graphUrl)?.origin || (url.protocol === 'https:' && HOSTS.test(url.hostname))
}
