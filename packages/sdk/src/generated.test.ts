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

async function fieldsOf(form: FormData): Promise<object> {
  const fields = [...form].map(async ([name, value]) => {
    return [name, typeof value === 'string' ? value : `${value.name} ${value.type} ${await value.text()}`]
  })
  return Object.fromEntries(await Promise.all(fields)) as object
}

for (const row of Object.values(routes) as RouteRow[]) {
  test(`${row.id} calls ${row.method} ${row.path} and unwraps its reply`, async () => {
    const calls: { url: URL; method: string; body: unknown }[] = []
    const client = createClient({
      baseUrl: 'http://posthorn.test/',
      apiKey: 'sk_test_1',
      fetch: async (url, init) => {
        const sent = init?.body
        const body = sent instanceof FormData ? await fieldsOf(sent) : JSON.parse((sent ?? 'null') as string)
        calls.push({ url: new URL(url), method: init?.method ?? '', body })
        return replyOf(row)
      },
    })
    const [group, verb] = row.id.split('.') as [string, string]
    const params = Object.values(row.example.params ?? {}) as string[]
    const { file } = row.example
    const form = file && { [row.file?.field ?? '']: { name: file.name, data: file.content, type: file.mediaType } }
    const body = form ? { ...form, ...row.example.body } : row.example.body
    const inputs = [body, row.example.query].filter((input) => input !== undefined)
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
    const fields = file && {
      ...row.example.body,
      [row.file?.field ?? '']: `${file.name} ${file.mediaType} ${file.content}`,
    }
    assert.deepEqual(call?.body, fields ?? row.example.body ?? (row.body && row.bodyOptional ? {} : null))
    const query = Object.entries(row.example.query ?? {}).map(([name, value]) => [name, String(value)])
    assert.deepEqual([...call.url.searchParams], query)
    const whole = row.example.reply as { data?: unknown; meta?: unknown } | string | undefined
    const isOne = typeof whole === 'object' && whole.data !== undefined && whole.meta === undefined
    const expected = isOne ? whole.data : whole
    assert.deepEqual(reply instanceof Uint8Array ? new TextDecoder().decode(reply) : reply, expected)
  })
}
