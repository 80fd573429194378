import { type Answer, type Call, dataAnswer } from '../../kernel/call.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { Reader, Store } from '../../store/index.ts'
import { workspaceById } from '../access/index.ts'
import { readSettings, renderSettings } from './opt-out-settings.ts'
import type { PreviewDeps } from './preview-sms.ts'
import { optOutSettingsOf, writeOptOutSettings } from './store-opt-outs.ts'

interface Deps extends Pick<PreviewDeps, 'write'> {
  readonly store: Store
  readonly clock: Clock
}

export function showOptOutSettings(
  { caller }: Call<'sms.optOutSettings'>,
  { store }: Pick<Deps, 'store'>,
): Promise<Answer> {
  return rendered(store.read, caller.workspaceId)
}

export function changeOptOutSettings(call: Call<'sms.updateOptOutSettings'>, deps: Deps): Promise<Answer> {
  const { workspaceId } = call.caller
  return deps.write(call, async (tx) => {
    await writeOptOutSettings(tx, workspaceId, readSettings(call.body, deps.clock.now()))
    return rendered(tx, workspaceId)
  })
}

async function rendered(read: Reader, workspaceId: string): Promise<Answer> {
  const name = (await workspaceById(read, workspaceId))?.name ?? ''
  return dataAnswer(200, renderSettings(await optOutSettingsOf(read, workspaceId), name))
}
