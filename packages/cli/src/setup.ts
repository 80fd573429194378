import { setup, type SetupResult } from '@posthorn/server'
import type { Command } from 'commander'
import { readQuietConfig } from './read-config.ts'

interface Options {
  json?: true
  workspaceName?: string
  ownerEmail?: string
  anotherWorkspace?: true
  newKey?: true
}

function render(made: SetupResult): string {
  return `
  Workspace   ${made.workspace_id}
  Tenant      ${made.tenant_id}
  Site        ${made.site_id}
  API key     ${made.api_key}
  Base URL    ${made.base_url}

Keep the key: it is shown this once. Start the server with "npx posthorn serve".
`
}

/** Exactly these five, in this order: scripts read them. */
function toJson({ workspace_id, tenant_id, site_id, api_key, base_url }: SetupResult): string {
  return JSON.stringify({ workspace_id, tenant_id, site_id, api_key, base_url })
}

async function runSetup(options: Options): Promise<void> {
  const outcome = await setup(readQuietConfig(), {
    ...(options.workspaceName !== undefined && { workspaceName: options.workspaceName }),
    ...(options.ownerEmail !== undefined && { ownerEmail: options.ownerEmail }),
    another: options.anotherWorkspace ?? false,
    newKey: options.newKey ?? false,
  })
  if (!('refused' in outcome)) {
    console.log(options.json ? toJson(outcome) : render(outcome))
    return
  }
  console.error(options.json ? JSON.stringify({ error: { message: outcome.refused } }) : `posthorn: ${outcome.refused}`)
  process.exitCode = 1
}

export function addSetup(program: Command): void {
  program
    .command('setup')
    .description('make the first workspace and its API key, without starting the server')
    .option('--json', 'print {"workspace_id","tenant_id","site_id","api_key","base_url"} and nothing else')
    .option('--workspace-name <name>', 'what the workspace is called')
    .option('--owner-email <address>', 'who is told when a webhook keeps failing')
    .option('--new-key', 'make one more API key for the first workspace')
    .option('--another-workspace', 'make one more workspace although there is one')
    .addHelpText('after', '\nThe database is chosen by the environment; "posthorn serve --help" lists it.')
    .action(runSetup)
}
