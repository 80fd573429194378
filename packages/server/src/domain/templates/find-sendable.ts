import { isAllowed } from '@posthorn/contract'

import { ApiError, invalid } from '../../kernel/api-error.ts'
import { MINUTE_MS } from '../../kernel/time.ts'
import type { ReadyChannel } from '../channels/index.ts'
import { adoptTemplates } from './adopt-templates.ts'
import { accountOf, deskOf } from './find-desk.ts'
import type { TemplateLine } from './port.ts'
import { templatesByName } from './store.ts'
import type { Template } from './template.ts'
import type { TemplateDeps } from './template-deps.ts'

/** Which template is meant; without a language the only one of its name. */
export interface TemplateName {
  readonly name: string
  readonly language: string | null
}

/**
 * The approved template that is meant, or 422 with why it cannot be sent. One that is not known here may have been written
 * at the carrier, which is asked once; that there is none is believed for a minute, lest every wrong call becomes one of ours.
 */
export type FindSendable = (
  ready: Pick<ReadyChannel<TemplateLine>, 'channel' | 'templating'>,
  wanted: TemplateName,
) => Promise<Template>

const BELIEVED_MS = MINUTE_MS
const MOST_KNOWN = 10_000

export function createFindSendable(deps: TemplateDeps): FindSendable {
  const missing = new Map<string, number>()
  return async (ready, wanted) => {
    const { workspaceId, id: channelId } = ready.channel
    const account = accountOf(ready)
    if (account === null) throw refused(wanted, 'the carrier of the channel has no templates')
    const place = { workspaceId, account, channelId }
    const known = chosen(await templatesByName(deps.store.read, workspaceId, account, wanted.name), wanted)
    if (known) return sendable(known)
    const key = JSON.stringify([workspaceId, account, wanted.name, wanted.language])
    const now = deps.clock.monotonic()
    if ((missing.get(key) ?? -Infinity) <= now) {
      await lookAtCarrier(deps, place, wanted)
      if (missing.size >= MOST_KNOWN) missing.clear()
      missing.set(key, now + BELIEVED_MS)
    }
    const adopted = chosen(await templatesByName(deps.store.read, workspaceId, account, wanted.name), wanted)
    if (!adopted) throw refused(wanted, 'the account of the channel has none of this name and language')
    return sendable(adopted)
  }
}

async function lookAtCarrier(
  deps: TemplateDeps,
  place: Pick<Template, 'workspaceId' | 'account' | 'channelId'>,
  wanted: TemplateName,
): Promise<void> {
  const found = await deskOf(deps, place)
  const listed = 'problem' in found ? null : await found.desk.list(wanted.name)
  if (listed?.kind !== 'listed') {
    const problem = 'problem' in found ? found.problem : listed?.kind === 'unavailable' ? listed.detail : ''
    throw refused(wanted, `it is not known here, and the carrier could not be asked: ${problem.replace(/\.$/, '')}`)
  }
  if (listed.templates.length > 0)
    await deps.store.transaction((tx) => adoptTemplates(tx, deps, place, listed.templates))
}

function chosen(templates: readonly Template[], { language }: TemplateName): Template | undefined {
  if (language !== null) return templates.find((template) => template.language === language)
  if (templates.length > 1) {
    const languages = templates.map((template) => template.language).join(', ')
    throw invalid('template.language', `it is missing; the template is there in ${languages}`)
  }
  return templates[0]
}

function sendable(template: Template): Template {
  if (!isAllowed('template', 'send', template.state)) throw refused(template, reasonOf(template))
  return template
}

function reasonOf({ state, rejectionReason }: Template): string {
  const because = rejectionReason === null ? '' : ` (${rejectionReason.replace(/\.$/, '')})`
  switch (state) {
    case 'draft':
      return 'it is a draft that was never submitted'
    case 'pending':
      return 'it is pending: the carrier has not approved it yet'
    default:
      return `it is ${state}${because}`
  }
}

function refused({ name, language }: TemplateName, reason: string): ApiError {
  return new ApiError('TEMPLATE_NOT_APPROVED', {
    param: 'template.name',
    words: { name, language: language ?? 'any language', reason },
  })
}
