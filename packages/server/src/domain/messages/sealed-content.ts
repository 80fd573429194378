import type { SecretBox } from '../../kernel/secret-box.ts'
import type { ContentOf, MessageContent } from './content.ts'
import type { MessageKind } from './message.ts'

/** Gives what is really said: to be asked for when it is handed to the carrier, and nowhere else. */
export type Reveal = (content: MessageContent) => MessageContent

export function createReveal(box: Pick<SecretBox, 'open'>): Reveal {
  return (content) => {
    if (content.sealed === undefined) return content
    const { sealed, ...shown } = content
    return { ...shown, ...(JSON.parse(box.open(sealed)) as Partial<MessageContent>) } as MessageContent
  }
}

/** A content that shows one thing, to everybody who reads messages, and says another. */
export function sealContent<Kind extends MessageKind>(
  shown: ContentOf<Kind>,
  said: Partial<ContentOf<Kind>>,
  box: Pick<SecretBox, 'seal'>,
): ContentOf<Kind> {
  return { ...shown, sealed: box.seal(JSON.stringify(said)) }
}
