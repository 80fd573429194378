import type { Selectable } from 'kysely'

import type { Reader, Transaction } from '../../store/index.ts'
import type { Rollout } from './rollout.ts'
import type { Question, QuestionResult } from './smoke-question.ts'

interface QuestionRow {
  id: string
  rollout_id: string
  workspace_id: string
  site_id: string
  question: string
  language: string | null
  expected: string | null
  document_id: string | null
  heading: string | null
  origin: Question['origin']
  edited: number
  held: number
  /** JSON. */
  result: string | null
  created_at: number
  updated_at: number
}

interface QuestionTables {
  rollout_question: QuestionRow
}

type Of = Pick<Rollout, 'id' | 'workspaceId' | 'siteId'>

function toQuestion(row: Selectable<QuestionRow>): Question {
  return {
    id: row.id,
    question: row.question,
    language: row.language,
    expected: row.expected,
    documentId: row.document_id,
    heading: row.heading,
    origin: row.origin,
    edited: row.edited === 1,
    held: row.held === 1,
    result: row.result === null ? null : (JSON.parse(row.result) as QuestionResult),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function toRow(question: Question) {
  return {
    id: question.id,
    question: question.question,
    language: question.language,
    expected: question.expected,
    document_id: question.documentId,
    heading: question.heading,
    origin: question.origin,
    edited: question.edited ? 1 : 0,
    held: question.held ? 1 : 0,
    result: question.result && JSON.stringify(question.result),
    created_at: question.createdAt,
    updated_at: question.updatedAt,
  }
}

/** In the order in which they were made. */
export async function questionsOf(
  read: Reader,
  { workspaceId, id }: Pick<Of, 'workspaceId' | 'id'>,
): Promise<Question[]> {
  const sql = 'select * from rollout_question where rollout_id = $1 and workspace_id = $2 order by id'
  return (await read.all<QuestionRow>(sql, [id, workspaceId])).map(toQuestion)
}

export async function insertQuestions(
  tx: Transaction,
  { id, workspaceId, siteId }: Of,
  questions: readonly Question[],
): Promise<void> {
  if (questions.length === 0) return
  const rows = questions.map((question) => ({
    ...toRow(question),
    rollout_id: id,
    workspace_id: workspaceId,
    site_id: siteId,
  }))
  await tx.tables<QuestionTables>().insertInto('rollout_question').values(rows).execute()
}

export async function updateQuestion(
  tx: Transaction,
  { workspaceId }: Pick<Of, 'workspaceId'>,
  question: Question,
): Promise<void> {
  await tx
    .tables<QuestionTables>()
    .updateTable('rollout_question')
    .set(toRow(question))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', question.id)
    .execute()
}

export async function deleteQuestions(
  tx: Transaction,
  { workspaceId, id }: Pick<Of, 'workspaceId' | 'id'>,
  questionIds: readonly string[],
): Promise<void> {
  const sql = 'delete from rollout_question where id in $keys and rollout_id = $2 and workspace_id = $3'
  await tx.runIn(sql, questionIds, [id, workspaceId])
}
