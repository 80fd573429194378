import type { Timer } from '../../kernel/clock.ts'
import { defineAnswerJob } from './ask-async.ts'
import type { ChatDeps } from './chat-deps.ts'
import { endOverdueRegularly } from './end-overdue.ts'
import { feedbackRoutes } from './feedback-routes.ts'
import { createNotePolls } from './note-polls.ts'
import { chatRoutes } from './routes.ts'
import { createTurns, type TurnOptions } from './take-turns.ts'
import { tenantRoutes } from './tenant-routes.ts'

/** The module, wired: its routes, and its background work. */
export function createChat(options: Omit<ChatDeps, 'turns'> & { readonly concurrency: TurnOptions }) {
  const deps: ChatDeps = { ...options, turns: createTurns(options.concurrency) }
  defineAnswerJob(deps)
  let overdue: Timer | null = null
  return {
    routes: { ...chatRoutes(deps, createNotePolls(deps)), ...feedbackRoutes(deps), ...tenantRoutes(deps) },
    start(): void {
      overdue = endOverdueRegularly(deps)
    },
    stop(): void {
      overdue?.cancel()
    },
  }
}
