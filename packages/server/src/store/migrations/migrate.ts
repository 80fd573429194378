import type { Store } from '../store.ts'
import { firstTables } from './0001-first-tables.ts'
import { usage } from './0002-usage.ts'
import { emailDomains } from './0003-email-domains.ts'
import { channels } from './0004-channels.ts'
import { receivedMessages } from './0005-received-messages.ts'
import { expiredSuppressions } from './0006-expired-suppressions.ts'
import { templates } from './0007-templates.ts'
import { whatsappSessions } from './0008-whatsapp-sessions.ts'
import { sms } from './0009-sms.ts'
import { bulk } from './0010-bulk.ts'
import { callbackWebhooks } from './0011-callback-webhooks.ts'
import { knowledge } from './0012-knowledge.ts'
import { documents } from './0013-documents.ts'
import { chat } from './0014-chat.ts'
import { documentWork } from './0015-document-work.ts'
import { chatUsage } from './0016-chat-usage.ts'
import { recrawl } from './0017-recrawl.ts'
import { gaps } from './0018-gaps.ts'
import { vectors } from './0019-vectors.ts'
import { rollouts } from './0020-rollouts.ts'
import type { Migration } from './migration.ts'

/** Every step, in order. */
export const migrations: readonly Migration[] = [
  firstTables,
  usage,
  emailDomains,
  channels,
  receivedMessages,
  expiredSuppressions,
  templates,
  whatsappSessions,
  sms,
  bulk,
  callbackWebhooks,
  knowledge,
  documents,
  chat,
  documentWork,
  chatUsage,
  recrawl,
  gaps,
  vectors,
  rollouts,
]

/** The database was written by a newer release: it is left as it is. */
export class NewerDatabase extends Error {
  constructor(found: number, known: number) {
    super(
      `The database is at schema ${found}, and this release knows schemas up to ${known}. ` +
        'Start the newer release that wrote it, or restore a backup from before the upgrade.',
    )
    this.name = 'NewerDatabase'
  }
}

export interface MigrationReport {
  readonly from: number
  readonly to: number
  readonly applied: readonly string[]
}

/**
 * Brings the schema up to date in one transaction, so that a failed step leaves the database as it was. Processes that
 * start together wait for each other.
 */
export function migrate(store: Store, now: number, steps: readonly Migration[] = migrations): Promise<MigrationReport> {
  return store.transaction(async (tx) => {
    if (store.words.migrationLock) await tx.all(store.words.migrationLock)
    await tx.run(
      'create table if not exists schema_migration (number integer primary key, name text not null, applied_at bigint not null)',
    )
    const [row] = await tx.all<{ latest: number | null }>('select max(number) as latest from schema_migration')
    const from = row?.latest ?? 0
    const known = steps.at(-1)?.number ?? 0
    if (from > known) throw new NewerDatabase(from, known)
    const missing = steps.filter((step) => step.number > from)
    for (const step of missing) {
      await step.run(tx, store.words)
      await tx.run('insert into schema_migration (number, name, applied_at) values ($1, $2, $3)', [
        step.number,
        step.name,
        now,
      ])
    }
    return { from, to: known, applied: missing.map((step) => step.name) }
  })
}
