// A service that speaks the part of Meta's Graph API that WhatsApp channels use, over real HTTP: what Meta publishes of
// requests, answers and webhooks. Addresses: developers.facebook.com/documentation/business-messaging/whatsapp.
import { createHmac } from 'node:crypto'
import type { TestContext } from 'node:test'

import { type RecordedRequest, RecordingReceiver, type ScriptedAnswer } from './recording-receiver.ts'
import { publicUrl, env as callableEnv } from './twilio-peer.ts'

type Scripted = ScriptedAnswer | number | 'never'
type Json = Record<string, unknown>

/** An error as the Graph API words it. */
export function graphError(status: number, code: number, more: Json = {}): ScriptedAnswer {
  const error = { message: `(#${code}) No`, type: 'OAuthException', code, fbtrace_id: 'Az8or2yhqkZfEZ', ...more }
  return json(status, { error })
}

export function json(status: number, body: object): ScriptedAnswer {
  return { status, headers: { 'content-type': 'application/json; charset=UTF-8' }, body: JSON.stringify(body) }
}

export interface PeerTemplate extends Json {
  id: string
  name: string
  language: string
  status: string
  category: string
}

let accounts = 0

export class GraphPeer {
  readonly #number = ++accounts
  readonly phoneNumberId = `10654035224${String(this.#number).padStart(4, '0')}`
  readonly wabaId: string
  readonly appSecret: string
  readonly accessToken = `EAAtoken-of-${this.phoneNumberId}`
  readonly verifyToken = `verify-${this.phoneNumberId}`
  /** What the next sends are answered with; after that, as Meta answers. */
  readonly script: Scripted[] = []
  /** The same for calls about templates. */
  readonly templateScript: Scripted[] = []
  /** The bodies of the sends, in order. */
  readonly sends: Json[] = []
  readonly templates: PeerTemplate[] = []
  readonly media = new Map<string, { mimeType: string; bytes: Buffer; status?: number }>()
  #receiver!: RecordingReceiver

  private constructor(shared: { wabaId?: string; appSecret?: string }) {
    this.wabaId = shared.wabaId ?? `20654035224${String(this.#number).padStart(4, '0')}`
    this.appSecret = shared.appSecret ?? `app-secret-${this.#number}-0123456789abcdef`
  }

  /** `of`: another number of the same business account and app, at the same address. */
  static async start(test: TestContext, of?: GraphPeer): Promise<GraphPeer> {
    const peer = new GraphPeer(of ?? {})
    if (of) {
      peer.#receiver = of.#receiver
      of.#siblings.push(peer)
      return peer
    }
    peer.#receiver = await RecordingReceiver.start({ answer: (request) => peer.#answer(request) })
    test.after(() => peer.#receiver.close())
    return peer
  }

  readonly #siblings: GraphPeer[] = []

  /** Settings of a server that reaches this peer, and knows where callbacks reach it. */
  get env() {
    return { ...callableEnv, POSTHORN_META_GRAPH_URL: this.#receiver.origin }
  }

  /** Body of `channels.create`. */
  get channel() {
    return {
      name: `WhatsApp ${this.#number}`,
      provider: 'waba',
      settings: { phone_number_id: this.phoneNumberId, waba_id: this.wabaId } as Json,
      credentials: {
        access_token: this.accessToken,
        app_secret: this.appSecret,
        verify_token: this.verifyToken,
      },
    }
  }

  get requests(): readonly RecordedRequest[] {
    return this.#receiver.requests
  }

  /** Meta's name for the message of a send. */
  wamidOf(position: number): string {
    return `wamid.${Buffer.from(`${this.phoneNumberId} ${position}`).toString('base64')}`
  }

  /** A webhook, signed as Meta signs: HMAC-SHA256 of the bytes with the app's secret. */
  signed(channelId: string, body: object | string, secret = this.appSecret) {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return {
      path: `/callbacks/waba/${channelId}`,
      headers: {
        'content-type': 'application/json',
        'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`,
      },
      body: text,
    }
  }

  /** One change of the field `messages`. */
  messagesChange(value: Json): Json {
    return {
      value: {
        messaging_product: 'whatsapp',
        metadata: { display_phone_number: '15550783881', phone_number_id: this.phoneNumberId },
        ...value,
      },
      field: 'messages',
    }
  }

  entry(changes: readonly Json[], time?: number): Json {
    return { id: this.wabaId, ...(time !== undefined && { time }), changes }
  }

  webhook(entries: readonly Json[]): Json {
    return { object: 'whatsapp_business_account', entry: entries }
  }

  /** The status of a send, with the data that came with it. */
  status(position: number, status: string, at: number, more: Json = {}): Json {
    const send = this.sends[position] ?? {}
    return {
      id: this.wamidOf(position),
      status,
      timestamp: String(Math.floor(at / 1000)),
      recipient_id: String(send['to']).replace('+', ''),
      ...(send['biz_opaque_callback_data'] !== undefined && {
        biz_opaque_callback_data: send['biz_opaque_callback_data'],
      }),
      ...more,
    }
  }

  /** A message from `from` (a wa_id). */
  message(from: string, at: number, part: Json, id = `wamid.in-${this.#number}-${++this.#received}`): Json {
    return {
      contacts: [{ profile: { name: 'Maria Silva' }, wa_id: from }],
      messages: [{ from, id, timestamp: String(Math.floor(at / 1000)), ...part }],
    }
  }

  #received = 0

  #answer(request: RecordedRequest): Scripted {
    const url = new URL(request.path, 'http://peer')
    const [, version = '', id = '', what] = url.pathname.split('/')
    const owner = [this, ...this.#siblings].find(
      (peer) => request.headers.authorization === `Bearer ${peer.accessToken}`,
    )
    if (!owner) return graphError(401, 190, { message: 'Error validating access token', error_subcode: 463 })
    if (version === 'lookaside') return owner.#file(id)
    if (!/^v\d\d\.\d$/.test(version)) return graphError(400, 2500)
    const body = request.body.length > 0 ? (JSON.parse(request.body.toString()) as Json) : {}
    if (request.method === 'POST' && id === owner.phoneNumberId && what === 'messages') return owner.#take(body)
    if (what === 'message_templates' && id === owner.wabaId) return this.#manage(request.method, url, body)
    if (what === 'phone_numbers' && id === owner.wabaId)
      return json(200, { data: [this, ...this.#siblings].map((peer) => ({ id: peer.phoneNumberId })) })
    if (request.method === 'GET' && id === owner.phoneNumberId)
      return json(200, { id, display_phone_number: '+1 555-078-3881', verified_name: 'Acme', quality_rating: 'GREEN' })
    if (request.method === 'GET' && owner.media.has(id)) {
      const { mimeType, bytes } = owner.media.get(id)!
      const address = `${this.#receiver.origin}/lookaside/${id}`
      return json(200, {
        id,
        messaging_product: 'whatsapp',
        url: address,
        mime_type: mimeType,
        file_size: bytes.length,
      })
    }
    return graphError(400, 100, { error_subcode: 33, message: `Object with ID '${id}' does not exist` })
  }

  #file(id: string): Scripted {
    const file = this.media.get(id)
    if (!file) return 404
    return { status: file.status ?? 200, headers: { 'content-type': 'application/binary' }, body: file.bytes }
  }

  #take(body: Json): Scripted {
    const position = this.sends.push(body) - 1
    return (
      this.script.shift() ??
      json(200, {
        messaging_product: 'whatsapp',
        contacts: [{ input: body['to'], wa_id: String(body['to']).replace('+', '') }],
        messages: [{ id: this.wamidOf(position), message_status: 'accepted' }],
      })
    )
  }

  #manage(method: string, url: URL, body: Json): Scripted {
    const scripted = this.templateScript.shift()
    if (scripted !== undefined) return scripted
    if (method === 'GET') {
      const name = url.searchParams.get('name') ?? ''
      // As loosely as the real one.
      const data = this.templates.filter((template) => template.name.includes(name))
      return json(200, { data, paging: { cursors: { before: 'MAZDZD', after: 'MjQZD' } } })
    }
    if (method === 'DELETE') {
      const place = this.templates.findIndex(({ id }) => id === url.searchParams.get('hsm_id'))
      if (place === -1) return graphError(400, 100, { error_subcode: 2593002 })
      this.templates.splice(place, 1)
      return json(200, { success: true })
    }
    return this.createTemplate(body)
  }

  /** What `POST /{waba_id}/message_templates` does. */
  createTemplate(body: Json): ScriptedAnswer {
    const { name, language } = body
    if (this.templates.some((each) => each.name === name && each.language === language)) {
      const error_user_msg = 'There is already content for this template in this language.'
      return graphError(400, 100, { error_subcode: 2388024, error_user_title: 'Content exists', error_user_msg })
    }
    // Longer than the digits that a number in JSON keeps.
    const id = `9007199254${String(740_993_001 + this.templates.length)}`
    this.templates.push({
      quality_score: { score: 'UNKNOWN' },
      ...body,
      id,
      status: 'PENDING',
    } as unknown as PeerTemplate)
    return json(200, { id, status: 'PENDING', category: body['category'] })
  }

  /** One change of a field about a template; its id as the number that Meta writes. */
  templateChange(field: string, template: Pick<PeerTemplate, 'id' | 'name' | 'language'>, value: Json): Json {
    const about = { message_template_name: template.name, message_template_language: template.language }
    return { value: { ...about, message_template_id: `#${template.id}#`, ...value }, field }
  }

  /** The text of a webhook about templates, with their ids as numbers. */
  templateWebhook(changes: readonly Json[], at: number): string {
    const body = JSON.stringify(this.webhook([this.entry(changes, Math.floor(at / 1000))]))
    return body.replaceAll(/"#(\d+)#"/g, '$1')
  }
}

export { publicUrl }
