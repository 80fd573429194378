import type { Selectable } from 'kysely'

import type { Page } from '../../kernel/page.ts'
import type { Reader, Transaction } from '../../store/index.ts'
import type { EmailTemplate } from './email-template.ts'

interface TemplateTables {
  email_template: {
    id: string
    workspace_id: string
    name: string
    subject: string
    html: string | null
    body: string | null
    /** JSON. */
    variables: string
    created_at: number
    updated_at: number
  }
}

function toTemplate(row: Selectable<TemplateTables['email_template']>): EmailTemplate {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    name: row.name,
    subject: row.subject,
    html: row.html,
    text: row.body,
    variables: JSON.parse(row.variables) as string[],
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function contentOf({ name, subject, html, text, variables, updatedAt }: EmailTemplate) {
  return { name, subject, html, body: text, variables: JSON.stringify(variables), updated_at: updatedAt }
}

export async function insertTemplate(tx: Transaction, template: EmailTemplate): Promise<void> {
  await tx
    .tables<TemplateTables>()
    .insertInto('email_template')
    .values({
      id: template.id,
      workspace_id: template.workspaceId,
      created_at: template.createdAt,
      ...contentOf(template),
    })
    .execute()
}

export async function updateTemplate(tx: Transaction, template: EmailTemplate): Promise<void> {
  await tx
    .tables<TemplateTables>()
    .updateTable('email_template')
    .set(contentOf(template))
    .where('workspace_id', '=', template.workspaceId)
    .where('id', '=', template.id)
    .execute()
}

export async function deleteTemplate(tx: Transaction, workspaceId: string, id: string): Promise<boolean> {
  const sql = 'delete from email_template where workspace_id = $1 and id = $2'
  return (await tx.run(sql, [workspaceId, id])) === 1
}

export async function templateById(read: Reader, workspaceId: string, id: string): Promise<EmailTemplate | undefined> {
  const row = await read
    .tables<TemplateTables>()
    .selectFrom('email_template')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toTemplate(row)
}

/** Id of the workspace's template of this name. */
export async function idByName(read: Reader, workspaceId: string, name: string): Promise<string | undefined> {
  const [row] = await read.all<{ id: string }>('select id from email_template where workspace_id = $1 and name = $2', [
    workspaceId,
    name,
  ])
  return row?.id
}

export async function countTemplates(read: Reader, workspaceId: string): Promise<number> {
  const sql = 'select count(*) as templates from email_template where workspace_id = $1'
  const [row] = await read.all<{ templates: number }>(sql, [workspaceId])
  return row?.templates ?? 0
}

/** Newest first. */
export async function templatesOf(
  read: Reader,
  workspaceId: string,
  name: string | undefined,
  page: Page,
): Promise<{ total: number; templates: EmailTemplate[] }> {
  let query = read.tables<TemplateTables>().selectFrom('email_template').where('workspace_id', '=', workspaceId)
  if (name !== undefined) query = query.where('name', '=', name)
  const { total } = await query.select((of) => of.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await query.selectAll().orderBy('id', 'desc').limit(page.perPage).offset(page.offset).execute()
  return { total, templates: rows.map(toTemplate) }
}
