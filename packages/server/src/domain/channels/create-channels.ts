import type { ChannelDeps } from './channel-deps.ts'
import { ChannelLines } from './channel-lines.ts'
import { createNoteHealth } from './note-health.ts'
import type { ChannelProvider, OpenLine } from './port.ts'
import { Providers } from './providers.ts'
import { channelRoutes } from './routes.ts'

/** The module, wired: its routes, the lines to carriers, and the way in for what is found out about them. */
export function createChannels<Line extends OpenLine>(
  deps: Omit<ChannelDeps, 'lines' | 'providers'> & { readonly providers: readonly ChannelProvider<Line>[] },
) {
  const providers = new Providers(deps.providers)
  const lines = new ChannelLines({ ...deps, providers })
  const all = { ...deps, providers, lines }
  return { routes: channelRoutes(all), lines, health: createNoteHealth(all) }
}
