import type { TemplateCategory, TemplateQuality, TemplateState } from '@posthorn/contract'
import type { Selectable } from 'kysely'

import type { Page } from '../../kernel/page.ts'
import { batchTable, type Reader, type Transaction } from '../../store/index.ts'
import type { Template, TemplateComponent } from './template.ts'

interface TemplateTables {
  template: {
    id: string
    workspace_id: string
    channel_id: string | null
    account: string
    name: string
    language: string
    category: TemplateCategory
    components: string
    state: TemplateState
    state_at: number
    quality: TemplateQuality
    rejection_reason: string | null
    problem: string | null
    provider_template_id: string | null
    submissions: number
    calling_since: number | null
    created_at: number
    updated_at: number
    submitted_at: number | null
    approved_at: number | null
    checked_at: number | null
    pending_noticed_at: number | null
  }
}

type TemplateRow = Selectable<TemplateTables['template']>

const templateTable = batchTable('template', {
  id: 'text',
  workspace_id: 'text',
  channel_id: 'text',
  account: 'text',
  name: 'text',
  language: 'text',
  category: 'text',
  components: 'text',
  state: 'text',
  state_at: 'time',
  quality: 'text',
  rejection_reason: 'text',
  problem: 'text',
  provider_template_id: 'text',
  submissions: 'integer',
  calling_since: 'time',
  created_at: 'time',
  updated_at: 'time',
  submitted_at: 'time',
  approved_at: 'time',
  checked_at: 'time',
  pending_noticed_at: 'time',
})

function toTemplate(row: TemplateRow): Template {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    channelId: row.channel_id,
    account: row.account,
    name: row.name,
    language: row.language,
    category: row.category,
    components: JSON.parse(row.components) as TemplateComponent[],
    state: row.state,
    stateAt: row.state_at,
    quality: row.quality,
    rejectionReason: row.rejection_reason,
    problem: row.problem,
    providerTemplateId: row.provider_template_id,
    submissions: row.submissions,
    callingSince: row.calling_since,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    submittedAt: row.submitted_at,
    approvedAt: row.approved_at,
    checkedAt: row.checked_at,
    pendingNoticedAt: row.pending_noticed_at,
  }
}

/** PostgreSQL keeps no NUL in a text; a vendor's words must not stop what it said from being written. */
function storable(text: string | null): string | null {
  return text && text.replaceAll('\0', '')
}

function toRow(template: Template) {
  return {
    id: template.id,
    workspace_id: template.workspaceId,
    channel_id: template.channelId,
    account: template.account,
    name: template.name,
    language: template.language,
    category: template.category,
    components: JSON.stringify(template.components).replaceAll('\\u0000', ''),
    state: template.state,
    state_at: template.stateAt,
    quality: template.quality,
    rejection_reason: storable(template.rejectionReason),
    problem: storable(template.problem),
    provider_template_id: storable(template.providerTemplateId),
    submissions: template.submissions,
    calling_since: template.callingSince,
    created_at: template.createdAt,
    updated_at: template.updatedAt,
    submitted_at: template.submittedAt,
    approved_at: template.approvedAt,
    checked_at: template.checkedAt,
    pending_noticed_at: template.pendingNoticedAt,
  }
}

/** Inserts those whose account has none of their name and language; returns the ids that were. */
export async function insertNewTemplates(tx: Transaction, templates: readonly Template[]): Promise<Set<string>> {
  const keys = await tx.insertNewRows(
    templateTable,
    ['workspace_id', 'account', 'name', 'language'],
    templates.map(toRow),
  )
  const keyOf = ({ workspaceId, account, name, language }: Template) =>
    [workspaceId, account, name, language].join('\n')
  return new Set(templates.filter((template) => keys.has(keyOf(template))).map(({ id }) => id))
}

/** Writes all that can change of a template, to a row that `holdTemplate` holds. */
export async function updateTemplate(tx: Transaction, template: Template): Promise<void> {
  const { id, workspace_id, ...changing } = toRow(template)
  await tx
    .tables<TemplateTables>()
    .updateTable('template')
    .set(changing)
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .execute()
}

export async function templateById(read: Reader, workspaceId: string, id: string): Promise<Template | undefined> {
  const [row] = await read.all<TemplateRow>('select * from template where workspace_id = $1 and id = $2', [
    workspaceId,
    id,
  ])
  return row && toTemplate(row)
}

/** The same, held until the end of the transaction. */
export async function holdTemplate(
  tx: Transaction,
  workspaceId: string,
  id: string,
  forUpdate: string,
): Promise<Template | undefined> {
  const [row] = await tx.all<TemplateRow>(`select * from template where workspace_id = $1 and id = $2 ${forUpdate}`, [
    workspaceId,
    id,
  ])
  return row && toTemplate(row)
}

/** The languages of a name, the oldest first. */
export async function templatesByName(
  read: Reader,
  workspaceId: string,
  account: string,
  name: string,
): Promise<Template[]> {
  const rows = await read.all<TemplateRow>(
    'select * from template where workspace_id = $1 and account = $2 and name = $3 order by id',
    [workspaceId, account, name],
  )
  return rows.map(toTemplate)
}

export interface TemplateFilter {
  readonly state?: TemplateState | undefined
  readonly account?: string | undefined
  readonly name?: string | undefined
}

/** Newest first. */
export async function pageOfTemplates(
  read: Reader,
  workspaceId: string,
  { state, account, name }: TemplateFilter,
  page: Page,
): Promise<{ total: number; templates: Template[] }> {
  let all = read.tables<TemplateTables>().selectFrom('template').where('workspace_id', '=', workspaceId)
  if (state !== undefined) all = all.where('state', '=', state)
  if (account !== undefined) all = all.where('account', '=', account)
  if (name !== undefined) all = all.where('name', '=', name)
  const { total } = await all.select((of) => of.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await all.selectAll().orderBy('id', 'desc').limit(page.perPage).offset(page.offset).execute()
  return { total, templates: rows.map(toTemplate) }
}

/** Whether there was one. */
export async function deleteTemplateRow(tx: Transaction, workspaceId: string, id: string): Promise<boolean> {
  return (await tx.run('delete from template where workspace_id = $1 and id = $2', [workspaceId, id])) > 0
}
