import type { Log } from '../../kernel/log.ts'
import type { MessageContent } from './content.ts'
import type { Message } from './message.ts'
import { trackMail } from './track-mail.ts'
import type { TrackingLinks } from './tracking-links.ts'

/** What one recipient is sent where opens or clicks are to be told. Never rejects. */
export type TrackContent = (message: Message, content: MessageContent) => Promise<MessageContent>

/**
 * The content is kept as the caller gave it, once for all recipients; what tells them apart is made for each attempt, before
 * the mail is signed.
 */
export function createTrackContent(deps: {
  readonly log: Log
  readonly trackingLinks: Pick<TrackingLinks, 'pixel' | 'link'>
}): TrackContent {
  const { log, trackingLinks: links } = deps
  return async (message, content) => {
    if (content.kind !== 'email' || content.html === null) return content
    if (!content.trackOpens && !content.trackClicks) return content
    try {
      const html = await trackMail(content.html, {
        ...(content.trackOpens && { pixel: () => links.pixel(message) }),
        ...(content.trackClicks && { link: (target) => links.link(message, target) }),
      })
      return { ...content, html }
    } catch (error) {
      // The mail counts for more than knowing what becomes of it.
      log.error({ err: error, message: message.id, workspace: message.workspaceId }, 'message.not_tracked')
      return content
    }
  }
}
