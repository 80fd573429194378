import type { BodyOf } from '@posthorn/contract'

import { ApiError, invalid, notFound } from '../../kernel/api-error.ts'
import { type Answer, type Call, dataAnswer } from '../../kernel/call.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { Reader, Store, Transaction } from '../../store/index.ts'
import { lockWorkspace } from '../access/index.ts'
import { type EmailTemplate, namesOf, parseTexts } from './email-template.ts'
import { renderStored } from './show-template.ts'
import { countTemplates, idByName, insertTemplate, templateById, updateTemplate } from './store.ts'

export interface TemplateDeps {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  /** Runs a write and keeps its answer for the call's idempotency key in the same transaction. */
  readonly write: (call: Pick<Call, 'once'>, work: (tx: Transaction) => Promise<Answer>) => Promise<Answer>
}

const MOST_TEMPLATES = 500

/** Stores a template that can be read. */
export function createTemplate(deps: TemplateDeps, call: Call<'emailTemplates.create'>): Promise<Answer> {
  const { workspaceId } = call.caller
  const now = deps.clock.now()
  const template = checked({
    id: deps.newId.prefixed('tpl'),
    workspaceId,
    ...fieldsOf(call.body, { name: '', subject: '', html: null, text: null }),
    variables: [],
    createdAt: now,
    updatedAt: now,
  })
  return deps.write(call, async (tx) => {
    await lockWorkspace(tx, workspaceId, deps.store.words.forUpdate)
    await refuseKnown(tx, template)
    if ((await countTemplates(tx, workspaceId)) >= MOST_TEMPLATES)
      throw new ApiError('TEMPLATE_LIMIT_REACHED', { words: { limit: MOST_TEMPLATES } })
    await insertTemplate(tx, template)
    return dataAnswer(201, renderStored(template))
  })
}

/** Changes what is given; what was accepted with the template before keeps what it was rendered to. */
export function changeTemplate(deps: TemplateDeps, call: Call<'emailTemplates.update'>): Promise<Answer> {
  const { workspaceId } = call.caller
  return deps.write(call, async (tx) => {
    await lockWorkspace(tx, workspaceId, deps.store.words.forUpdate)
    const before = await templateById(tx, workspaceId, call.params.template_id)
    if (!before) throw notFound('e-mail template')
    const after = checked({ ...before, ...fieldsOf(call.body, before), updatedAt: deps.clock.now() })
    if (after.name !== before.name) await refuseKnown(tx, after)
    await updateTemplate(tx, after)
    return dataAnswer(200, renderStored(after))
  })
}

type Fields = Pick<EmailTemplate, 'name' | 'subject' | 'html' | 'text'>

function fieldsOf(body: Partial<BodyOf<'emailTemplates.create'>>, before: Fields): Fields {
  return {
    name: body.name?.trim() ?? before.name,
    subject: body.subject ?? before.subject,
    html: body.html === undefined ? before.html : body.html,
    text: body.text === undefined ? before.text : body.text,
  }
}

function checked(template: EmailTemplate): EmailTemplate {
  if (template.name === '') throw invalid('name', 'it is empty; give some text')
  if (/\p{Cc}/u.test(template.name)) throw invalid('name', 'it must not hold line breaks or control characters')
  if (/\p{Cc}/u.test(template.subject)) throw invalid('subject', 'it must not hold line breaks or control characters')
  if (template.subject.trim() === '') throw invalid('subject', 'it is empty; give some text')
  if (template.html === null && template.text === null) throw invalid('html', 'it is missing; give html, text, or both')
  return { ...template, variables: namesOf(parseTexts(template)) }
}

async function refuseKnown(read: Reader, { workspaceId, name }: EmailTemplate): Promise<void> {
  const known = await idByName(read, workspaceId, name)
  if (known !== undefined)
    throw new ApiError('DUPLICATE_EMAIL_TEMPLATE', {
      param: 'name',
      words: { name: JSON.stringify(name), template_id: known },
    })
}
