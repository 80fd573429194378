import type { Clock } from '../../kernel/clock.ts'
import type { NewId } from '../../kernel/new-id.ts'
import { AlteredSecret, type SecretBox, WrongMasterKey } from '../../kernel/secret-box.ts'
import type { Store } from '../../store/index.ts'
import { suppressionAt } from './store.ts'
import type { Place } from './suppression.ts'
import { suppress } from './suppress.ts'

export interface UnsubscribeDeps {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly box: SecretBox
  /** Under which the outside reaches this server, without a slash at the end. */
  readonly publicUrl: string
}

export interface Unsubscribes {
  /** The headers of one-click unsubscription (RFC 8058) for one recipient of one e-mail. */
  readonly headers: (place: Place, messageId: string) => Readonly<Record<string, string>>
  /** Whose address a link is about; null for one that we did not make. */
  look(token: string): string | null
  /** Does what the link is for; gives the address, or null as `look` does. */
  take(token: string): Promise<string | null>
}

/** What a link says. Sealed, so that nobody can make one, change it, or read the address in it. */
interface Link extends Omit<Place, 'channel'> {
  readonly purpose: typeof PURPOSE
  readonly messageId: string
}

/** Other texts are sealed with the same key; none of them must pass for a link. */
const PURPOSE = 'unsubscribe'

/** Links need no row: one works for as long as its master key is configured, whatever became of the message. */
export function createUnsubscribes(deps: UnsubscribeDeps): Unsubscribes {
  const { store, box, publicUrl } = deps
  return {
    headers(place, messageId) {
      const { workspaceId, mode, address } = place
      const token = box.seal(JSON.stringify({ purpose: PURPOSE, workspaceId, mode, address, messageId } satisfies Link))
      return {
        'List-Unsubscribe': `<${publicUrl}/unsubscribe?token=${token}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }
    },
    look: (token) => readLink(box, token)?.address ?? null,
    async take(token) {
      const link = readLink(box, token)
      if (!link) return null
      const standing = await suppressionAt(store.read, { ...link, channel: 'email' })
      // Undefined, or an entry that ends, which is made one that does not.
      if (standing?.expiresAt !== null) {
        const { workspaceId, mode, address, messageId } = link
        const entry = {
          workspaceId,
          mode,
          channel: 'email',
          address,
          messageId,
          reason: 'unsubscribe',
          expiresAt: null,
        } as const
        await store.transaction((tx) => suppress(tx, deps, [entry]))
      }
      return link.address
    },
  }
}

function readLink(box: SecretBox, token: string): Link | null {
  try {
    const link = JSON.parse(box.open(token)) as Partial<Link>
    return link.purpose === PURPOSE ? (link as Link) : null
  } catch (error) {
    if (error instanceof WrongMasterKey || error instanceof AlteredSecret || error instanceof SyntaxError) return null
    throw error
  }
}
