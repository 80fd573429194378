import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { routes, type RouteRow } from '@posthorn/contract'
import { createClient } from './index.ts'

test('what is generated is what the contract says', () => {
  const script = join(import.meta.dirname, '..', 'scripts', 'generate.ts')
  execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' })
})

test('the generated files say that they are generated', () => {
  assert.match(
    readFileSync(join(import.meta.dirname, 'generated', 'resources.ts'), 'utf8'),
    /^\/\/ Made from the contract/,
  )
})

const replyOf = (row: RouteRow): Response =>
  row.reply.schema === null || typeof row.example.reply === 'string'
    ? new Response(row.example.reply as string | undefined, { status: row.reply.status })
    : Response.json(row.example.reply, { status: row.reply.status })

for (const row of Object.values(routes) as RouteRow[]) {
  test(`${row.id} calls ${row.method} ${row.path} and unwraps its reply`, async () => {
    const calls: { url: URL; method: string; body: unknown }[] = []
    const client = createClient({
      baseUrl: 'http://posthorn.test/',
      apiKey: 'sk_test_1',
      fetch: async (url, init) => {
        const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined
        calls.push({ url: new URL(url), method: init?.method ?? '', body })
        return replyOf(row)
      },
    })
    const [group, verb] = row.id.split('.') as [string, string]
    const params = Object.values(row.example.params ?? {}) as string[]
    const inputs = [row.example.body, row.example.query].filter((input) => input !== undefined)
    const methods = (client as unknown as Record<string, Record<string, (...given: unknown[]) => Promise<unknown>>>)[
      group
    ]!
    const reply = await methods[verb]!(...params, ...inputs)

    const [call] = calls
    assert.equal(calls.length, 1)
    assert.equal(call?.method, row.method)
    const path = row.path.replace(/\{(\w+)\}/g, (_whole, name: string) =>
      encodeURIComponent((row.example.params as Record<string, string>)[name]!),
    )
    assert.equal(call?.url.pathname, path)
    assert.deepEqual(call?.body, row.example.body ?? (row.body && row.bodyOptional ? {} : undefined))
    const query = Object.entries(row.example.query ?? {}).map(([name, value]) => [name, String(value)])
    assert.deepEqual([...call.url.searchParams], query)
    const whole = row.example.reply as { data?: unknown; meta?: unknown } | string | undefined
    const isOne = typeof whole === 'object' && whole.data !== undefined && whole.meta === undefined
    assert.deepEqual(reply, isOne ? whole.data : whole)
  })
}
