import { ApiError } from '../../kernel/api-error.ts'
import { hideSecrets } from '../../kernel/hide-secrets.ts'
import type { ChannelDeps } from './channel-deps.ts'
import type { Account, ChannelProvider, CheckResult } from './port.ts'

/** What a check brought, when it ended, and how long it took. */
export type Checked = CheckResult & { readonly at: number; readonly durationMs: number }

/** Asks the carrier whether it knows the account. Never rejects: a provider that fails has an answer, too. */
export async function checkAccount(
  { clock, log }: Pick<ChannelDeps, 'clock' | 'log'>,
  provider: ChannelProvider,
  account: Account,
): Promise<Checked> {
  const startedAt = clock.monotonic()
  const result = await provider.check(account).catch((error: unknown): CheckResult => {
    const message = error instanceof Error ? error.message : String(error)
    return { ok: false, code: 'check_failed', message }
  })
  const durationMs = Math.round(clock.monotonic() - startedAt)
  const shown = result.ok
    ? result
    : { ...result, message: hideSecrets(result.message, Object.values(account.credentials)) }
  const line = { channel: account.channelId, workspace: account.workspaceId, provider: provider.name, ok: result.ok }
  log.info({ ...line, duration_ms: durationMs, ...(shown.ok ? {} : { code: shown.code }) }, 'channel.checked')
  return { ...shown, at: clock.now(), durationMs }
}

/** 422 with the carrier's reason. */
export function checkFailed({ message }: { readonly message: string }): ApiError {
  const sentence = /[.!?]$/.test(message) ? message : `${message}.`
  return new ApiError('CHANNEL_CHECK_FAILED', { words: { reason: sentence } })
}
