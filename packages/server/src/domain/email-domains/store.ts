import type { EmailDomainState } from '@posthorn/contract'
import type { Selectable } from 'kysely'

import type { Page } from '../../kernel/page.ts'
import type { Reader, Transaction } from '../../store/index.ts'
import type { EmailDomain, Records } from './email-domain.ts'

interface EmailDomainTables {
  email_domain: {
    id: string
    workspace_id: string
    domain: string
    state: EmailDomainState
    selector: string
    public_key: string
    sealed_private_key: string
    records: string
    created_at: number
    checked_at: number | null
    verified_at: number | null
  }
}

type DomainRow = Selectable<EmailDomainTables['email_domain']>

function toDomain(row: DomainRow): EmailDomain {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    domain: row.domain,
    state: row.state,
    selector: row.selector,
    publicKey: row.public_key,
    sealedPrivateKey: row.sealed_private_key,
    records: JSON.parse(row.records) as Records,
    createdAt: row.created_at,
    checkedAt: row.checked_at,
    verifiedAt: row.verified_at,
  }
}

export async function domainById(read: Reader, workspaceId: string, id: string): Promise<EmailDomain | undefined> {
  const row = await read
    .tables<EmailDomainTables>()
    .selectFrom('email_domain')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toDomain(row)
}

export async function domainByName(read: Reader, workspaceId: string, name: string): Promise<EmailDomain | undefined> {
  const row = await read
    .tables<EmailDomainTables>()
    .selectFrom('email_domain')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('domain', '=', name)
    .executeTakeFirst()
  return row && toDomain(row)
}

/** The same, held until the end of the transaction: two checks that end together see each other. */
export async function holdDomain(
  tx: Transaction,
  workspaceId: string,
  id: string,
  forUpdate: string,
): Promise<EmailDomain | undefined> {
  const [row] = await tx.all<DomainRow>(`select * from email_domain where workspace_id = $1 and id = $2 ${forUpdate}`, [
    workspaceId,
    id,
  ])
  return row && toDomain(row)
}

export async function countDomains(read: Reader, workspaceId: string): Promise<number> {
  const { total } = await read
    .tables<EmailDomainTables>()
    .selectFrom('email_domain')
    .select((of) => of.fn.countAll<number>().as('total'))
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  return total
}

/** Newest first. */
export async function domainsOf(
  read: Reader,
  workspaceId: string,
  state: EmailDomainState | undefined,
  page: Page,
): Promise<{ total: number; domains: EmailDomain[] }> {
  let all = read.tables<EmailDomainTables>().selectFrom('email_domain').where('workspace_id', '=', workspaceId)
  if (state !== undefined) all = all.where('state', '=', state)
  const { total } = await all.select((of) => of.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await all.selectAll().orderBy('id', 'desc').limit(page.perPage).offset(page.offset).execute()
  return { total, domains: rows.map(toDomain) }
}

export async function insertDomain(tx: Transaction, domain: EmailDomain): Promise<void> {
  await tx
    .tables<EmailDomainTables>()
    .insertInto('email_domain')
    .values({
      id: domain.id,
      workspace_id: domain.workspaceId,
      domain: domain.domain,
      state: domain.state,
      selector: domain.selector,
      public_key: domain.publicKey,
      sealed_private_key: domain.sealedPrivateKey,
      records: JSON.stringify(domain.records),
      created_at: domain.createdAt,
      checked_at: domain.checkedAt,
      verified_at: domain.verifiedAt,
    })
    .execute()
}

/** Writes what a check changed, to a row that `holdDomain` holds. */
export async function writeCheck(tx: Transaction, domain: EmailDomain): Promise<void> {
  await tx
    .tables<EmailDomainTables>()
    .updateTable('email_domain')
    .set({
      state: domain.state,
      records: JSON.stringify(domain.records),
      checked_at: domain.checkedAt,
      verified_at: domain.verifiedAt,
    })
    .where('workspace_id', '=', domain.workspaceId)
    .where('id', '=', domain.id)
    .execute()
}

/** Whether there was one. */
export async function deleteDomain(tx: Transaction, workspaceId: string, id: string): Promise<boolean> {
  return (await tx.run('delete from email_domain where workspace_id = $1 and id = $2', [workspaceId, id])) > 0
}
