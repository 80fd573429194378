// The handlers that the dashboard offers to paste are run, and asked what any handler will be asked.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { sampleEvent, sampleSecret } from '@posthorn/contract'
import { type Snippet, snippets } from './handler-snippets.ts'

const body = JSON.stringify({ ...sampleEvent, data: { ...sampleEvent.data, note: 'ação 🚚' } })
// Inside the workspace, where the packages that the handlers import are found.
const place = join(import.meta.dirname, '..', '..', '.tmp')

async function run(context: TestContext, { source }: Snippet): Promise<string> {
  mkdirSync(place, { recursive: true })
  const folder = mkdtempSync(join(place, 'handler-'))
  context.after(() => rmSync(folder, { recursive: true }))
  const told = `app.listen(0, '127.0.0.1', function () { console.log('port', this.address().port) })`
  assert.ok(source.includes('app.listen(3000)'))
  writeFileSync(join(folder, 'handler.mjs'), source.replace('app.listen(3000)', told))
  const child: ChildProcess = spawn(process.execPath, [join(folder, 'handler.mjs')], {
    env: { ...process.env, POSTHORN_WEBHOOK_SECRET: sampleSecret },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  context.after(() => child.kill())
  assert.ok(child.stdout)
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const port = /port (\d+)/.exec(line.toString())?.[1]
  return `http://127.0.0.1:${port ?? assert.fail('it did not start')}/webhooks/posthorn`
}

/** The headers of a delivery, both signatures included. */
function sign(signed: string, seconds = Math.floor(Date.now() / 1_000), secret = sampleSecret): Record<string, string> {
  const time = String(seconds)
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const standard = createHmac('sha256', key).update(`${sampleEvent.id}.${time}.${signed}`).digest('base64')
  return {
    'content-type': 'application/json',
    'x-timely-timestamp': time,
    'x-timely-signature': createHmac('sha256', secret).update(`${time}.${signed}`).digest('hex'),
    'webhook-id': sampleEvent.id,
    'webhook-timestamp': time,
    'webhook-signature': `v1,${standard}`,
  }
}

for (const snippet of snippets.filter(({ name }) => name !== 'Python')) {
  test(`the ${snippet.name} handler takes what is genuine and answers 401 to the rest`, async (context) => {
    const url = await run(context, snippet)
    const answer = async (headers: Record<string, string>, sent = body) =>
      (await fetch(url, { method: 'POST', headers, body: sent })).status
    assert.equal(await answer(sign(body)), 200)
    const old = Math.floor(Date.now() / 1_000) - 301
    assert.deepEqual(
      {
        tampered: await answer(sign(body), body.replace('🚚', '🚛')),
        otherSecret: await answer(sign(body, undefined, `whsec_${'00'.repeat(32)}`)),
        stale: await answer(sign(body, old)),
        unsigned: await answer({ 'content-type': 'application/json' }),
      },
      { tampered: 401, otherSecret: 401, stale: 401, unsigned: 401 },
    )
  })
}

const noPython = spawnSync('python3', ['--version']).error ? 'no Python on this machine' : false

test('the Python handler can be read by Python', { skip: noPython }, () => {
  const source = snippets.find(({ name }) => name === 'Python')?.source ?? ''
  const read = spawnSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], { input: source })
  assert.equal(read.status, 0, read.stderr.toString())
})
