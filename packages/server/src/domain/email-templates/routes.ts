import { notFound } from '../../kernel/api-error.ts'
import { dataAnswer, type Handlers } from '../../kernel/call.ts'
import { pageAnswer, pageOf } from '../../kernel/page.ts'
import { changeTemplate, createTemplate, type TemplateDeps } from './change-template.ts'
import { preview, renderStored } from './show-template.ts'
import { deleteTemplate, templateById, templatesOf } from './store.ts'

type TemplateRoute =
  | 'emailTemplates.create'
  | 'emailTemplates.list'
  | 'emailTemplates.get'
  | 'emailTemplates.update'
  | 'emailTemplates.delete'
  | 'emailTemplates.preview'

export function emailTemplateRoutes(deps: TemplateDeps): Handlers<TemplateRoute> {
  const { store } = deps
  const found = async (workspaceId: string, id: string) => {
    const template = await templateById(store.read, workspaceId, id)
    if (!template) throw notFound('e-mail template')
    return template
  }
  return {
    'emailTemplates.create': (call) => createTemplate(deps, call),
    'emailTemplates.update': (call) => changeTemplate(deps, call),

    async 'emailTemplates.list'({ caller, query }) {
      const page = pageOf(query)
      const { total, templates } = await templatesOf(store.read, caller.workspaceId, query.name, page)
      return pageAnswer(page, total, templates.map(renderStored))
    },

    async 'emailTemplates.get'({ caller, params }) {
      return dataAnswer(200, renderStored(await found(caller.workspaceId, params.template_id)))
    },

    'emailTemplates.delete': (call) =>
      deps.write(call, async (tx) => {
        const { caller, params } = call
        if (!(await deleteTemplate(tx, caller.workspaceId, params.template_id))) throw notFound('e-mail template')
        return { status: 204 }
      }),

    async 'emailTemplates.preview'(call) {
      const { caller, params, body } = call
      const shown = preview(await found(caller.workspaceId, params.template_id), body.variables ?? {})
      return deps.write(call, async () => dataAnswer(200, shown))
    },
  }
}
