import { settings, startServer } from '@posthorn/server'
import type { Command } from 'commander'
import { renderFirstStart } from './first-start.ts'
import { readConfig } from './read-config.ts'
import { renderMailIn } from './render-mail-in.ts'
import { renderSettings } from './render-settings.ts'
import { stopOnSignal } from './stop-on-signal.ts'

const exitCodes = `
Exit codes:
  0    stopped by a signal, after finishing what was in flight
  1    could not start, or could not stop cleanly
  78   a setting cannot be used (all of them are named)
  130  quit at once by a second Ctrl-C (143 by a second SIGTERM)
`

async function serve(): Promise<void> {
  const config = readConfig()
  const server = await startServer(config)
  const stopped = stopOnSignal(
    () => server.stop(),
    (line) => console.error(`posthorn: ${line}`),
  )
  if (server.firstStart !== null) console.log(renderFirstStart(server.firstStart, server.url))
  console.log(`Posthorn listens on ${server.url}`)
  if (server.mailIn !== null) console.log(renderMailIn(server.mailIn, config))
  process.exit(await stopped)
}

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('run the server: the API, the dashboard and the deliveries')
    .addHelpText('after', () => `\nEnvironment:\n${renderSettings(settings)}\n${exitCodes}`)
    .action(serve)
}
