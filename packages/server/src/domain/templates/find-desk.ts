import { isAllowed } from '@posthorn/contract'

import type { ReadyChannel } from '../channels/index.ts'
import type { TemplateDesk, TemplateLine } from './port.ts'
import type { Template } from './template.ts'
import type { TemplateDeps } from './template-deps.ts'

/** The account whose templates a channel sends; null where its carrier has none. */
export function accountOf({
  channel,
  templating,
}: Pick<ReadyChannel<TemplateLine>, 'channel' | 'templating'>): string | null {
  return templating ? `${channel.provider}:${templating.accountOf(channel.settings)}` : null
}

/** Whether any channel of a template's account is left, connected or not. */
export async function isAccountLeft(
  { lines }: Pick<TemplateDeps, 'lines'>,
  template: Pick<Template, 'workspaceId' | 'account'>,
): Promise<boolean> {
  return (await lines.entered(template.workspaceId)).some((ready) => accountOf(ready) === template.account)
}

/** Where the carrier takes a template, or why it cannot be asked now. */
export async function deskOf(
  { lines }: Pick<TemplateDeps, 'lines'>,
  template: Pick<Template, 'workspaceId' | 'account' | 'channelId'>,
): Promise<{ readonly desk: TemplateDesk } | { readonly problem: string }> {
  const own = (await lines.entered(template.workspaceId)).filter((ready) => accountOf(ready) === template.account)
  const inUse = own.filter(({ channel }) => isAllowed('channel', 'carry', channel.status))
  // Any number of the account will do, if the one it was written for is gone.
  const ready = inUse.find(({ channel }) => channel.id === template.channelId) ?? inUse[0]
  if (!ready) return { problem: 'No channel of its account is connected.' }
  try {
    const desk = ready.open().templates
    return desk ? { desk } : { problem: 'The carrier of its channel takes no templates.' }
  } catch (error) {
    return { problem: `Its channel cannot be opened: ${error instanceof Error ? error.message : String(error)}` }
  }
}
