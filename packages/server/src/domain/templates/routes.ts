import { notFound } from '../../kernel/api-error.ts'
import { type Answer, type Call, dataAnswer, type Handlers } from '../../kernel/call.ts'
import { pageAnswer, pageOf } from '../../kernel/page.ts'
import { accountOf } from './find-desk.ts'
import { renderTemplate } from './render-template.ts'
import { pageOfTemplates, templateById } from './store.ts'
import { deleteTemplate, refreshTemplate, submitTemplate } from './submit-template.ts'
import type { TemplateDeps } from './template-deps.ts'
import { writeTemplate } from './write-template.ts'

type TemplateRoute =
  | 'templates.create'
  | 'templates.list'
  | 'templates.get'
  | 'templates.delete'
  | 'templates.submit'
  | 'templates.refresh'

export function templateRoutes(deps: TemplateDeps): Handlers<TemplateRoute> {
  return {
    'templates.create': (call) => writeTemplate(deps, call),
    'templates.submit': (call) => submitTemplate(deps, call),
    'templates.refresh': (call) => refreshTemplate(deps, call),
    'templates.delete': (call) => deleteTemplate(deps, call),
    'templates.list': (call) => listTemplates(deps, call),

    async 'templates.get'({ caller, params }) {
      const template = await templateById(deps.store.read, caller.workspaceId, params.template_id)
      if (!template) throw notFound('template')
      return dataAnswer(200, renderTemplate(template, deps.clock.now()))
    },
  }
}

async function listTemplates(deps: TemplateDeps, { caller, query }: Call<'templates.list'>): Promise<Answer> {
  const page = pageOf(query)
  let account: string | undefined
  if (query.channel_id !== undefined) {
    const entered = await deps.lines.entered(caller.workspaceId)
    const ready = entered.find(({ channel }) => channel.id === query.channel_id)
    const own = ready && accountOf(ready)
    if (!own) return pageAnswer(page, 0, [])
    account = own
  }
  const filter = { state: query.status, account, name: query.name }
  const { total, templates } = await pageOfTemplates(deps.store.read, caller.workspaceId, filter, page)
  const now = deps.clock.now()
  return pageAnswer(
    page,
    total,
    templates.map((template) => renderTemplate(template, now)),
  )
}
