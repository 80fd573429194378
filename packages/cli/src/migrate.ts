import { migrate } from '@posthorn/server'
import type { Command } from 'commander'
import { readQuietConfig } from './read-config.ts'

async function runMigrate(options: { json?: true }): Promise<void> {
  const { from, to, applied } = await migrate(readQuietConfig())
  if (options.json) console.log(JSON.stringify({ from, to, applied }))
  else if (applied.length === 0) console.log(`The database is at version ${to} already: nothing to do.`)
  else console.log(`Migrated the database from version ${from} to ${to}:\n  ${applied.join('\n  ')}`)
}

export function addMigrate(program: Command): void {
  program
    .command('migrate')
    .description('bring the database up to this version, and do nothing else ("serve" does it by itself)')
    .option('--json', 'print {"from","to","applied"} and nothing else')
    .addHelpText('after', '\nThe database is chosen by the environment; "posthorn serve --help" lists it.')
    .action(runMigrate)
}
