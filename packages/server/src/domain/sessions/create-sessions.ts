import { createHearSession } from './carry-out.ts'
import { channelView } from './channel-view.ts'
import { type Phones, SessionKeeper } from './keep-sessions.ts'
import { sessionRoutes } from './routes.ts'
import type { SessionDeps } from './session-deps.ts'

interface WiredDeps extends SessionDeps {
  readonly phones: Phones
  /** The routes of channels, which are those of sessions where the channel is one. */
  readonly channelRoutes: Parameters<typeof channelView>[1]
}

/** The module, wired: its routes, and what keeps the phones. */
export function createSessions(deps: WiredDeps) {
  const keeper = new SessionKeeper(deps.phones, { ...deps, hear: createHearSession(deps) })
  const all = { ...deps, keeper }
  return { routes: { ...sessionRoutes(all), ...channelView(all, deps.channelRoutes) }, keeper }
}
