import type { Clock } from '../../kernel/clock.ts'
import { AlteredSecret, type SecretBox, WrongMasterKey } from '../../kernel/secret-box.ts'
import { DAY_MS } from '../../kernel/time.ts'
import type { Store } from '../../store/index.ts'
import type { ChannelLines } from '../channels/index.ts'
import { type MessageContent, readContent } from './content.ts'
import type { Message } from './message.ts'
import type { ChannelCarrier, FetchedMedia } from './port.ts'
import { messagesOfCall } from './store.ts'

export type OpenedMedia =
  | (Extract<FetchedMedia, { kind: 'found' }> & { readonly filename: string | null })
  | Exclude<FetchedMedia, { kind: 'found' }>
  /** We made no such link. */
  | { readonly kind: 'unknown' }

export interface MediaLinks {
  /** An address at which the media of a message is there for a day; null where it has none that its carrier keeps. */
  linkOf(message: Pick<Message, 'id' | 'workspaceId'>, content: MessageContent): string | null
  open(token: string): Promise<OpenedMedia>
}

/** Contract 5.2. */
const VALID_MS = DAY_MS
/** Other texts are sealed with the same key; none of them must pass for a link. Short, since it stands in an address. */
const PURPOSE = 'media'

type Link = readonly [typeof PURPOSE, workspaceId: string, messageId: string, expiresAt: number]

/**
 * Media that came in stays with its carrier, which wants to be asked with the account's own credentials. A link is a sealed
 * text with the message and its end; nothing is kept for it, and nobody can make one.
 */
export function createMediaLinks(deps: {
  readonly store: Store
  readonly clock: Clock
  readonly box: SecretBox
  readonly lines: Pick<ChannelLines<ChannelCarrier>, 'byId'>
  /** Under which the outside reaches this server, without a slash at the end. */
  readonly publicUrl: string
}): MediaLinks {
  const { store, clock, box, lines, publicUrl } = deps
  return {
    linkOf({ id, workspaceId }, content) {
      if (mediaIn(content) === null) return null
      const link: Link = [PURPOSE, workspaceId, id, clock.now() + VALID_MS]
      return `${publicUrl}/media/${box.seal(JSON.stringify(link))}`
    },
    async open(token) {
      const link = readLink(box, token)
      if (!link) return { kind: 'unknown' }
      const [, workspaceId, messageId, expiresAt] = link
      if (clock.now() >= expiresAt) return { kind: 'gone' }
      const [row] = await messagesOfCall(store.read, workspaceId, 'whatsapp', messageId)
      const media = row && mediaIn(readContent('whatsapp', row.content))
      const ready = row && (await lines.byId(row.message.channelId))
      if (!media || ready?.channel.workspaceId !== workspaceId) return { kind: 'gone' }
      const fetched = await fetchFrom(ready, media.id)
      if (fetched.kind !== 'found') return fetched
      return { ...fetched, mimeType: fetched.mimeType ?? media.mimeType, filename: media.filename }
    },
  }
}

async function fetchFrom(ready: { open(): ChannelCarrier }, mediaId: string): Promise<FetchedMedia> {
  try {
    return (await ready.open().fetchMedia?.(mediaId)) ?? { kind: 'gone' }
  } catch (error) {
    return { kind: 'unavailable', detail: error instanceof Error ? error.message : String(error) }
  }
}

function mediaIn(content: MessageContent): { id: string; mimeType: string | null; filename: string | null } | null {
  const payload = content.kind === 'whatsapp' ? (content.payload ?? {}) : {}
  const text = (name: string): string | null => (typeof payload[name] === 'string' ? payload[name] : null)
  const id = text('media_id')
  return id === null ? null : { id, mimeType: text('mime_type'), filename: text('filename') }
}

function readLink(box: SecretBox, token: string): Link | null {
  try {
    const link: unknown = JSON.parse(box.open(token))
    return Array.isArray(link) && link[0] === PURPOSE ? (link as unknown as Link) : null
  } catch (error) {
    if (error instanceof WrongMasterKey || error instanceof AlteredSecret || error instanceof SyntaxError) return null
    throw error
  }
}
