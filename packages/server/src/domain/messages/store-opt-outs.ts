import type { Reader, Transaction } from '../../store/index.ts'
import type { KeywordType } from './content.ts'
import { type OptOutSettings, USUAL_SETTINGS } from './opt-out-settings.ts'

export async function optOutSettingsOf(read: Reader, workspaceId: string): Promise<OptOutSettings> {
  const [row] = await read.all<{ settings: string; updated_at: number }>(
    'select settings, updated_at from opt_out_settings where workspace_id = $1',
    [workspaceId],
  )
  if (!row) return USUAL_SETTINGS
  return { ...USUAL_SETTINGS, ...(JSON.parse(row.settings) as Partial<OptOutSettings>), updatedAt: row.updated_at }
}

export async function writeOptOutSettings(
  tx: Transaction,
  workspaceId: string,
  { updatedAt, ...settings }: OptOutSettings,
): Promise<void> {
  await tx.run(
    `insert into opt_out_settings (workspace_id, settings, updated_at) values ($1, $2, $3)
     on conflict (workspace_id) do update set settings = excluded.settings, updated_at = excluded.updated_at`,
    [workspaceId, JSON.stringify(settings), updatedAt ?? 0],
  )
}

/** Notes that a number is answered now; false when it was, to this word, at `notSince` or later. */
export async function noteAnswer(
  tx: Transaction,
  to: { readonly workspaceId: string; readonly number: string; readonly keyword: KeywordType },
  { now, notSince }: { now: number; notSince: number },
): Promise<boolean> {
  const changed = await tx.run(
    `insert into keyword_answer (workspace_id, number, keyword, answered_at) values ($1, $2, $3, $4)
     on conflict (workspace_id, number, keyword) do update set answered_at = excluded.answered_at
     where keyword_answer.answered_at < $5`,
    [to.workspaceId, to.number, to.keyword, now, notSince],
  )
  return changed > 0
}
