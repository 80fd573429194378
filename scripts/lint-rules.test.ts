import assert from 'node:assert/strict'
import { dirname } from 'node:path'
import { test } from 'node:test'
import { Linter } from 'eslint'
import posthorn from './lint-rules.ts'

const linter = new Linter({ cwd: dirname(import.meta.dirname) })

function objectionsTo(filename: string, code: string, rule: string): number {
  const config: Linter.Config = {
    files: ['**/*.ts', '**/*.js'],
    plugins: { posthorn },
    rules: { [`posthorn/${rule}`]: 'error' },
  }
  return linter.verify(code, [config], { filename }).length
}

const server = 'packages/server/src'

/** Code, and where it is at home; anywhere else in the server it is refused. */
const words: [code: string, ...homes: string[]][] = [
  ['const port = process.env.PORT', `${server}/config.ts`, 'packages/cli/src/main.ts'],
  ["import { env } from 'node:process'", `${server}/config.ts`],
  ['const at = Date.now()', `${server}/kernel/clock.ts`, 'packages/sdk/src/client.ts'],
  ['const at = new Date()', `${server}/kernel/clock.ts`],
  ['const since = performance.now()', `${server}/kernel/clock.ts`],
  ['const chance = Math.random()', `${server}/kernel/random.ts`],
  ["import { randomUUID } from 'node:crypto'", `${server}/kernel/random.ts`],
  ["import crypto from 'node:crypto'; crypto.randomBytes(1)", `${server}/kernel/random.ts`],
  ["await fetch('/')", `${server}/providers/sms/send.ts`, 'packages/sdk/src/client.ts'],
  ["import { request } from 'node:https'", `${server}/kernel/guarded-fetch/dial.ts`],
  ["import http from 'node:http'", `${server}/kernel/guarded-fetch/dial.ts`],
  ["import { Pool } from 'undici'", `${server}/providers/webhook/pool.ts`],
  ['console.log(1)', 'packages/cli/src/serve.ts'],
]

const harmless = [
  'const at = new Date(0)',
  'const load = (fetch) => fetch("/")',
  "import { createHmac } from 'node:crypto'",
  "import { createServer } from 'node:http'",
  "import { isIP } from 'node:net'",
]

test('a word is refused away from its home, and allowed at home and in tests', () => {
  for (const [code, ...homes] of words) {
    assert.notEqual(objectionsTo(`${server}/domain/events/record-event.js`, code, 'word-with-one-home'), 0, code)
    for (const home of [...homes, `${server}/domain/events/record-event.test.ts`, 'bench/run.ts']) {
      assert.equal(objectionsTo(home, code, 'word-with-one-home'), 0, `${code} in ${home}`)
    }
  }
})

test('what is handed in, and what reaches nothing outside, is allowed anywhere', () => {
  for (const code of harmless) {
    assert.equal(objectionsTo(`${server}/domain/events/record-event.js`, code, 'word-with-one-home'), 0, code)
  }
})

test('names that say nothing are refused for files and for folders', () => {
  for (const name of ['utils.ts', 'lib/fold.ts', 'webhook-service.ts', 'connection-manager.ts', 'types.ts']) {
    assert.equal(objectionsTo(`${server}/kernel/${name}`, '', 'file-name'), 1, name)
  }
  for (const name of ['secret-box.ts', 'calibrate.ts', 'event-types.ts']) {
    assert.equal(objectionsTo(`${server}/kernel/${name}`, '', 'file-name'), 0, name)
  }
})
