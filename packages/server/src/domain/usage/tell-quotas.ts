import type { MeteredKind } from '@posthorn/contract'

import type { Transaction } from '../../store/index.ts'
import { renderEnd } from './billing-period.ts'
import type { CreditAccount } from './credit-account.ts'
import { decideQuotaNotices, type QuotaNotice } from './decide-quota-notices.ts'
import { writeQuotaTold } from './store.ts'
import type { UsageDeps } from './usage-deps.ts'

const NAMES: Record<MeteredKind, string> = { sms: 'SMS', whatsapp: 'WhatsApp messages', email: 'e-mails' }

/** Tells the owners which quotas are nearly, or wholly, used up, in the transaction that used them; the account is held. */
export async function tellQuotas(
  tx: Transaction,
  account: CreditAccount,
  { notify }: Pick<UsageDeps, 'notify'>,
): Promise<void> {
  const notices = decideQuotaNotices(account)
  if (notices.length === 0) return
  const levels = Object.fromEntries(notices.map(({ kind, level }) => [kind, level]))
  await writeQuotaTold(tx, account.workspaceId, { ...account.quotaTold, ...levels })
  for (const notice of notices) await notify(tx, noticeOf(account, notice))
}

function noticeOf({ workspaceId, period }: CreditAccount, { kind, level, used, quota }: QuotaNotice) {
  const name = NAMES[kind]
  const end = renderEnd(period.end)
  return {
    workspaceId,
    kind: level === 100 ? 'quota.used_up' : 'quota.low',
    subject: level === 100 ? `The month's ${name} are used up` : `${level} % of the month's ${name} are used`,
    text: [
      `${used} of the plan's ${quota} ${name} were accepted in this billing period, which ends on ${end}.`,
      '',
      level === 100
        ? `New ones are refused until then. Change the plan with PATCH /v1/workspaces/${workspaceId} to go on at once.`
        : `At ${quota}, new ones are refused until then. Change the plan with PATCH /v1/workspaces/${workspaceId} before.`,
    ].join('\n'),
  }
}
