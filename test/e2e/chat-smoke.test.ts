// The smoke script of the operations guide, as it stands but for its four values, against a fresh installation.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'

import { type ChatAnswer, routes, type TenantLimits } from '@posthorn/contract'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

import { ChatClient } from '../support/chat-client.ts'
import { eachDatabase } from '../support/each-database.ts'
import { setUp, startServer } from '../support/start-server.ts'

const script = join(import.meta.dirname, '..', 'support', 'ops-smoke.sh')
const body = '{"session_id":"ops_smoke_sync","message":"What are your support hours?","response_language":"en"}'

const ajv = new Ajv2020({ strict: false })
addFormats.default(ajv)

eachDatabase((_kind, open) => {
  test('the smoke script gets two 200s, and the support hours', async (t) => {
    const { dataDir, databaseUrl } = await open()
    const installation = { dataDir, ...(databaseUrl !== undefined && { databaseUrl }) }
    const made = await setUp(installation)
    const server = await startServer(installation)
    t.after(() => server.kill())
    await new ChatClient(server, made).addText(
      'Support',
      '# Support\n\n## Support hours\n\nSupport is available Monday to Friday between 09:00 and 18:00.\n',
    )

    const original = await readFile(script, 'utf8')
    assert.ok(original.includes(`-d '${body}'`), 'the body is the one of the guide, to the byte')
    const values: Readonly<Record<string, string>> = {
      UPPZY_BASE_URL: `${server.url}/api/v1`,
      UPPZY_API_KEY: made.api_key,
      UPPZY_TENANT_ID: made.tenant_id,
      UPPZY_SITE_ID: made.site_id,
    }
    const filled = original.replaceAll(
      /^export (\w+)=".*"$/gm,
      (line, name: string) => `export ${name}="${values[name] ?? assert.fail(line)}"`,
    )
    const home = await mkdtemp(join(tmpdir(), 'posthorn-smoke-'))
    t.after(() => rm(home, { recursive: true, force: true }))
    await writeFile(join(home, 'smoke.sh'), filled)
    // The script shows bodies only; curl's own settings make it show statuses as well.
    await writeFile(join(home, '.curlrc'), 'write-out = "\\n%{http_code}\\n"\n')
    const { stdout } = await promisify(execFile)('sh', [join(home, 'smoke.sh')], {
      env: { PATH: process.env['PATH'], CURL_HOME: home, HOME: home },
    })

    const [limits, first, answer, second] = stdout.trimEnd().split('\n') as [string, string, string, string]
    assert.deepEqual([first, second], ['200', '200'], stdout)
    for (const [schema, text] of [
      [routes['tenants.limits'].reply.schema, limits],
      [routes['chat.ask'].reply.schema, answer],
    ] as const)
      assert.ok(ajv.validate(schema, JSON.parse(text)), ajv.errorsText())
    const said = JSON.parse(answer) as ChatAnswer
    assert.deepEqual(
      [said.answer, said.session_id, said.response_language, said.answered],
      ['Support is available Monday to Friday between 09:00 and 18:00.', 'ops_smoke_sync', 'en', true],
    )
    assert.equal((JSON.parse(limits) as TenantLimits).tenant_id, made.workspace_id)
  })
})
