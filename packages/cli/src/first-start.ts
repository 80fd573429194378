import type { SetupResult } from '@posthorn/server'

/** A documented test number: the simulated carrier delivers to it. */
const testNumber = '+15005550100'

function curl(url: string, apiKey: string, body: object): string {
  return [
    `  curl -X POST ${url} \\`,
    `    -H 'x-api-key: ${apiKey}' \\`,
    `    -H 'Content-Type: application/json' \\`,
    `    -d '${JSON.stringify(body)}'`,
  ].join('\n')
}

/** What the first start tells its one reader: the key, which is never shown again, and two commands to paste. */
export function renderFirstStart(made: SetupResult, url: string): string {
  const webhook = {
    url: 'https://example.com/webhooks/posthorn',
    events: ['message.*', 'sms.*'],
    description: 'My first webhook',
  }
  return `
Posthorn is ready. This is its first start, so it made a workspace for you:

  Workspace   ${made.workspace_id}
  Tenant      ${made.tenant_id}
  Site        ${made.site_id}
  API key     ${made.api_key}

Keep the key: it is shown this once. "npx posthorn setup --new-key" makes another.

Send an SMS (to a test number: the built-in simulator delivers it, and nobody is charged):

${curl(`${url}/v1/sms/send`, made.api_key, { to: testNumber, message: 'Hello from Posthorn' })}

Have its events delivered to you (put your own address in; a handler on this machine, on http, needs the server
started with POSTHORN_WEBHOOK_ALLOW_INSECURE=true):

${curl(`${url}/v1/webhooks`, made.api_key, webhook)}

  Dashboard   ${url}
  Reference   ${url}/docs
`
}
