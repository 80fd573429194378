import { AlteredSecret, type SecretBox, WrongMasterKey } from '../../kernel/secret-box.ts'
import type { Message } from './message.ts'

type About = Pick<Message, 'id' | 'workspaceId'>

/** That somebody opened an e-mail, or followed one of its links. */
export interface Engagement {
  readonly workspaceId: string
  readonly messageId: string
  /** Where the link leads; null: the e-mail was opened. */
  readonly url: string | null
}

export interface TrackingLinks {
  /** The picture of one recipient's e-mail. */
  pixel(message: About): string
  /** The address that stands in one recipient's e-mail for `target`; null: that one is to be left as it is. */
  link(message: About, target: string): string | null
  /** What the loading of a picture means; null for one that we did not make. */
  readOpen(token: string): Engagement | null
  /** What the following of a link means, and where it leads; null as above. */
  readClick(token: string): (Engagement & { readonly url: string }) | null
}

/** Other texts are sealed with the same key; none of them must pass for one of these. Short, since they stand in addresses. */
const OPEN = 'open'
const CLICK = 'click'

type Sealed =
  | readonly [typeof OPEN, workspaceId: string, messageId: string]
  | readonly [typeof CLICK, workspaceId: string, messageId: string, url: string]

/**
 * Sealed as unsubscribe links are: nothing is kept for them, nobody can make one, and so the server leads to nowhere that did
 * not stand in a mail that it sent. They work for as long as their master key is configured.
 */
export function createTrackingLinks(deps: {
  readonly box: SecretBox
  /** Under which the outside reaches this server, without a slash at the end. */
  readonly publicUrl: string
}): TrackingLinks {
  const { box, publicUrl } = deps
  const own = URL.parse(publicUrl)
  const seal = (sealed: Sealed): string => box.seal(JSON.stringify(sealed))
  return {
    pixel: ({ id, workspaceId }) => `${publicUrl}/t/o/${seal([OPEN, workspaceId, id])}`,
    link({ id, workspaceId }, target) {
      const url = URL.parse(target)
      // Who unsubscribes is not to be counted on the way, and what leads here already is not led here twice.
      if (url && own && url.origin === own.origin && OWN_PAGES.test(url.pathname)) return null
      return `${publicUrl}/t/c/${seal([CLICK, workspaceId, id, target])}`
    },
    readOpen(token) {
      const sealed = opened(box, token)
      return sealed?.[0] === OPEN ? { workspaceId: sealed[1], messageId: sealed[2], url: null } : null
    },
    readClick(token) {
      const sealed = opened(box, token)
      return sealed?.[0] === CLICK ? { workspaceId: sealed[1], messageId: sealed[2], url: sealed[3] } : null
    },
  }
}

const OWN_PAGES = /\/(unsubscribe$|t\/[oc]\/)/

function opened(box: SecretBox, token: string): Sealed | null {
  try {
    const sealed: unknown = JSON.parse(box.open(token))
    return Array.isArray(sealed) ? (sealed as unknown as Sealed) : null
  } catch (error) {
    if (error instanceof WrongMasterKey || error instanceof AlteredSecret || error instanceof SyntaxError) return null
    throw error
  }
}
