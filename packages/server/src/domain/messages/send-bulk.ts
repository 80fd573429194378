import { type BatchResult, errors, type SentBatch } from '@posthorn/contract'

import { type ApiError, invalid } from '../../kernel/api-error.ts'
import { type Answer, type Call, dataAnswer } from '../../kernel/call.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { NewId } from '../../kernel/new-id.ts'
import { isoTime, isoTimeOrNull } from '../../kernel/time.ts'
import type { Store } from '../../store/index.ts'
import type { FindSendable } from '../templates/index.ts'
import type { AcceptMessages } from './accept-message.ts'
import { findTemplate } from './apply-template.ts'
import type { Batch } from './batch.ts'
import { type BulkItem, readItems, usesVariables } from './bulk-items.ts'
import { fitToChannel, type WindowDeps } from './hold-to-window.ts'
import { idPrefixOf, type Message, type MessageKind } from './message.ts'
import type { ChooseSession, ChosenSession, NewMessage } from './new-message.ts'
import {
  type BulkTexts,
  emailItems,
  type ItemOutcome,
  type PrepareItem,
  prepareItems,
  smsItems,
  whatsappBodies,
} from './prepare-bulk.ts'
import { readFrom } from './prepare-email.ts'
import { prepareWhatsApp } from './prepare-whatsapp.ts'
import { readSchedule } from './read-schedule.ts'
import { refuseBlocked, type VetCallbackUrl } from './refuse-blocked.ts'
import { refuseForeignSender } from './refuse-foreign-sender.ts'
import { refuseUnfitForSession } from './refuse-unfit-for-session.ts'

export interface BulkDeps {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly accept: Pick<AcceptMessages, 'all'>
  readonly vetCallbackUrl: VetCallbackUrl
  /** The session that is to carry WhatsApp messages (wire contract 3.4); null: their route is. */
  readonly chooseSession: ChooseSession
  readonly window: WindowDeps
  readonly defaultFrom: string
}

type BulkCall = Call<'sms.sendBulk'> | Call<'whatsapp.sendBulk'> | Call<'email.sendBulk'>

export async function sendBulkSms(deps: BulkDeps, call: Call<'sms.sendBulk'>): Promise<Answer> {
  if (call.body.callback_url !== undefined) await refuseBlocked(deps, call.body.callback_url)
  return sendBulk(deps, call, 'sms', (texts) => Promise.resolve(smsItems(texts)))
}

export async function sendBulkWhatsApp(deps: BulkDeps, call: Call<'whatsapp.sendBulk'>): Promise<Answer> {
  const { caller } = call
  const session = await deps.chooseSession(caller, call.body.session_id ?? null)
  // Most recipients are sent the same template: it is looked up once, and one that nobody knows is asked after once.
  const window = { ...deps.window, findSendable: rememberFound(deps.window.findSendable) }
  return sendBulk({ ...deps, session }, call, 'whatsapp', (texts) => {
    const bodyOf = whatsappBodies(texts)
    return Promise.resolve(async (item: BulkItem) => {
      const body = { ...bodyOf(item), ...(call.body.scheduled_at && { scheduled_at: call.body.scheduled_at }) }
      const prepared = prepareWhatsApp(body)
      if (session !== null) refuseUnfitForSession(prepared.content.type)
      return { ...prepared, content: await fitToChannel(window, { caller, body }, prepared) }
    })
  })
}

function rememberFound(find: FindSendable): FindSendable {
  const found = new Map<string, ReturnType<FindSendable>>()
  return (ready, wanted) => {
    const key = JSON.stringify([ready.channel.id, wanted])
    const known = found.get(key) ?? find(ready, wanted)
    found.set(key, known)
    return known
  }
}

export async function sendBulkEmail(deps: BulkDeps, call: Call<'email.sendBulk'>): Promise<Answer> {
  const { store, defaultFrom } = deps
  const { workspaceId } = call.caller
  if ('attachments' in call.body) throw invalid('attachments', 'there are none in bulk; link to the file')
  return sendBulk(deps, call, 'email', async (texts) => {
    const template = await findTemplate(store.read, workspaceId, call.body)
    const from = readFrom(call.body.from, defaultFrom)
    await refuseForeignSender(store.read, workspaceId, from, defaultFrom)
    return emailItems(texts, { template, defaultFrom })
  })
}

/**
 * Sends to many in one transaction. What is wrong with a recipient refuses that one; what is wrong with the call, and want of
 * credits, refuses all of it before anything is written.
 */
async function sendBulk(
  deps: BulkDeps & { readonly session?: ChosenSession | null },
  call: BulkCall,
  kind: MessageKind,
  preparing: (texts: BulkTexts) => Promise<PrepareItem>,
): Promise<Answer> {
  const { workspaceId, simulated } = call.caller
  const now = deps.clock.now()
  const items = readItems(call.body)
  const { messages: _messages, recipients: _recipients, variables, scheduled_at, ...shared } = call.body
  const scheduledAt = readSchedule(scheduled_at, now)
  const prepare = await preparing({ shared, filled: usesVariables(call.body, items), variables: variables ?? {} })
  const outcomes = await prepareItems(items, prepare)
  const messages = outcomes.flatMap((outcome): NewMessage[] =>
    outcome.kind === 'refused'
      ? []
      : [
          {
            ...outcome.prepared,
            id: deps.newId.prefixed(idPrefixOf[kind]),
            workspaceId,
            simulated,
            scheduledAt,
            session: deps.session ?? null,
          },
        ],
  )
  const batch: Batch = {
    id: deps.newId.prefixed('bat'),
    workspaceId,
    kind,
    simulated,
    scheduledAt,
    accepted: messages.length,
    refused: outcomes.length - messages.length,
    createdAt: now,
  }
  const answer = (accepted: readonly Message[]): Answer => dataAnswer(201, renderSent(batch, outcomes, accepted))
  return deps.accept.all({ call, workspaceId, kind, simulated, messages, batch, answer })
}

function renderSent(batch: Batch, outcomes: readonly ItemOutcome[], accepted: readonly Message[]): SentBatch {
  const rest = [...accepted]
  return {
    batch_id: batch.id,
    ...renderBatch(batch),
    results: outcomes.map((outcome): BatchResult => {
      const { index, to } = outcome.item
      if (outcome.kind === 'refused') return { index, to, id: null, status: null, error: renderRefusal(outcome.error) }
      const message = rest.shift() as Message
      return { index, to, id: message.id, status: message.state, error: null }
    }),
  }
}

export function renderBatch(batch: Batch) {
  return {
    object: 'batch' as const,
    kind: batch.kind,
    test: batch.simulated,
    scheduled_at: isoTimeOrNull(batch.scheduledAt),
    accepted: batch.accepted,
    refused: batch.refused,
    created_at: isoTime(batch.createdAt),
  }
}

/** As a single send is refused. */
function renderRefusal({ code, message, param }: ApiError): NonNullable<BatchResult['error']> {
  const row = errors[code]
  return { code: row.code, type: row.type, message, param }
}
