import { createFindSendable } from './find-sendable.ts'
import { defineFollowing } from './follow-template.ts'
import { templateRoutes } from './routes.ts'
import { createTakeNews } from './take-news.ts'
import type { TemplateDeps } from './template-deps.ts'

/** The module, wired: its routes, the jobs that follow templates, and what sending asks of them. */
export function createTemplates(deps: TemplateDeps) {
  defineFollowing(deps)
  return { routes: templateRoutes(deps), findSendable: createFindSendable(deps), takeNews: createTakeNews(deps) }
}
