import type { BodyOf } from '@posthorn/contract'

import { ApiError } from '../../kernel/api-error.ts'
import type { Caller } from '../../kernel/call.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { Store } from '../../store/index.ts'
import type { ChannelLines, ReadyChannel } from '../channels/index.ts'
import { lastReceivedFrom } from '../conversations/index.ts'
import { type FindSendable, refuseIncomplete } from '../templates/index.ts'
import type { MessageContent, WhatsAppContent } from './content.ts'
import { asTemplate, fallenBack } from './fallback.ts'
import type { MessageTask } from './message-task.ts'
import type { Prepared } from './new-message.ts'
import type { CarrierAnswer, ChannelCarrier } from './port.ts'
import { writeContent } from './store-progress.ts'

export interface WindowDeps {
  readonly store: Store
  readonly clock: Clock
  readonly lines: Pick<ChannelLines<ChannelCarrier>, 'routeOf'>
  readonly findSendable: FindSendable
}

type Rules = NonNullable<ReadyChannel<ChannelCarrier>['templating']>

/** What of a call bears on the rules of its channel. */
export interface Asked {
  readonly caller: Pick<Caller, 'workspaceId' | 'simulated'>
  readonly body: Pick<BodyOf<'whatsapp.send'>, 'session_id' | 'fallback_template' | 'scheduled_at'>
}

export type FitToChannel = (asked: Asked, prepared: Prepared<WhatsAppContent>) => Promise<WhatsAppContent>

/**
 * Holds a WhatsApp message to the rules of the channel that it would begin with, where its carrier has any: a template must
 * be approved and complete; anything else needs a contact who wrote within the window, or goes out as the fallback.
 */
export async function fitToChannel(
  deps: WindowDeps,
  { caller, body }: Asked,
  { content, recipients }: Prepared<WhatsAppContent>,
): Promise<WhatsAppContent> {
  // What is simulated, and what a telephone of one's own sends, has no such rules.
  if (caller.simulated || body.session_id !== undefined) return content
  const [ready] = await deps.lines.routeOf(caller.workspaceId, 'whatsapp')
  const rules = ready?.templating
  if (!rules) return content
  if (content.type === 'template') return approved(deps, ready, content)
  const phone = recipients[0]?.address ?? ''
  const last = await lastReceivedFrom(deps.store.read, caller.workspaceId, phone, ready.channel.id)
  // Of a message for later only its time can tell.
  const isOpen = body.scheduled_at !== undefined || isWithin(last, deps.clock.now(), rules)
  const fallback = await fallbackOf(deps, ready, rules, { content, asked: body.fallback_template, isOpen })
  if (isOpen) return fallback === null ? content : { ...content, fallback }
  if (fallback === null) throw new ApiError('TEMPLATE_REQUIRED', { param: 'type' })
  return fallenBack(content, fallback)
}

async function approved(
  { findSendable }: WindowDeps,
  ready: ReadyChannel<ChannelCarrier>,
  content: WhatsAppContent,
): Promise<WhatsAppContent> {
  const { name, language, components } = content.payload ?? {}
  const template = await findSendable(ready, { name: String(name), language: codeOf(language) })
  refuseIncomplete(template, components)
  return { ...content, payload: { ...content.payload, language: template.language } }
}

/** As such, or as Meta's own API writes it. */
function codeOf(language: unknown): string | null {
  const code = typeof language === 'object' && language !== null ? (language as { code?: unknown }).code : language
  return typeof code === 'string' ? code : null
}

interface Wanted {
  readonly content: WhatsAppContent
  readonly asked: { readonly name: string; readonly language?: string } | undefined
  readonly isOpen: boolean
}

/** What a text goes out as once the window is shut; null: nothing. */
async function fallbackOf(
  { findSendable }: WindowDeps,
  ready: ReadyChannel<ChannelCarrier>,
  rules: Rules,
  { content, asked, isOpen }: Wanted,
): Promise<WhatsAppContent['payload']> {
  const wanted = asked
    ? { name: asked.name, language: asked.language ?? null }
    : rules.fallbackOf(ready.channel.settings)
  if (wanted === null || content.type !== 'text') return null
  try {
    return asTemplate(content.text ?? '', await findSendable(ready, wanted))
  } catch (error) {
    // Nobody asked for it with this message, and it is not needed yet.
    if (isOpen && !asked && error instanceof ApiError) return null
    throw error
  }
}

function isWithin(lastReceivedAt: number | null, now: number, { windowMs }: Rules): boolean {
  return lastReceivedAt !== null && now - lastReceivedAt < windowMs
}

/** What is to be given to the carrier, or why nothing is. */
export type Held = { readonly content: MessageContent } | { readonly answer: CarrierAnswer }

export type HoldToWindow = (task: MessageTask, ready: ReadyChannel<ChannelCarrier>) => Promise<Held>

const TOO_LATE: CarrierAnswer = {
  kind: 'rejected',
  code: 'template_required',
  message:
    'While the message waited, 24 hours passed since its recipient wrote: only an approved template is taken now.',
}

/**
 * Asks again at the last moment: a message that waited may have outlived the window. What it goes out as instead is written
 * before the carrier is called, so that it says what was sent whatever happens to this process.
 */
export function createHoldToWindow({ store, clock }: Pick<WindowDeps, 'store' | 'clock'>): HoldToWindow {
  return async ({ id, message, content }, { channel, templating }) => {
    if (!templating || content.kind !== 'whatsapp' || content.type === 'template') return { content }
    try {
      const last = await lastReceivedFrom(store.read, message.workspaceId, message.address, channel.id)
      if (isWithin(last, clock.now(), templating)) return { content }
      // What is sealed shows its secret as asterisks; a template made of that would reach its recipient so.
      if (!content.fallback || content.sealed !== undefined) return { answer: TOO_LATE }
      const sent = fallenBack(content, content.fallback)
      const owner = store.presence.nodeId
      const isWritten =
        owner !== null && (await store.transaction((tx) => writeContent(tx, { id, owner, content: sent })))
      return isWritten ? { content: sent } : { answer: { kind: 'unavailable', detail: 'The lease was lost.' } }
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      return { answer: { kind: 'unavailable', detail: `When the recipient last wrote could not be read: ${detail}` } }
    }
  }
}
