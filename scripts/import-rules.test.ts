import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { after, test } from 'node:test'

const repository = dirname(import.meta.dirname)
const server = 'packages/server/src'

/** A file, what it imports, and the rules that must object. Paths in `imports` that begin with `packages/` are ours. */
const cases: [file: string, imports: string, ...rules: string[]][] = [
  ['packages/contract/src/a1.ts', 'packages/sdk/src/index.ts', 'zone-contract'],
  ['packages/contract/src/a2.ts', 'node:fs', 'contract-only-typebox'],
  ['packages/contract/src/a3.ts', 'ajv', 'contract-only-typebox'],
  ['packages/contract/src/a4.ts', 'typebox'],
  ['packages/sdk/src/a1.ts', 'packages/contract/src/index.ts', 'zone-sdk'],
  ['packages/sdk/src/a2.ts', 'node:crypto', 'sdk-no-dependencies'],
  ['packages/cli/src/a1.ts', 'packages/server/src/config.ts', 'zone-cli', 'door-package-server'],
  ['packages/cli/src/a2.ts', 'packages/contract/src/index.ts', 'zone-cli'],
  ['packages/cli/src/a3.ts', '@posthorn/server'],
  ['packages/dashboard/src/a1.ts', '@posthorn/server', 'zone-dashboard'],
  ['packages/dashboard/src/a2.ts', 'packages/contract/src/ids.ts', 'door-package-contract'],
  [`${server}/kernel/a1.ts`, `${server}/store/index.ts`, 'zone-kernel'],
  [`${server}/kernel/a2.ts`, 'undici', 'home-network-client'],
  [`${server}/kernel/guarded-fetch/a1.ts`, 'undici'],
  [`${server}/store/a1.ts`, `${server}/engine/index.ts`, 'zone-store'],
  [`${server}/store/a2.ts`, 'kysely'],
  [`${server}/engine/a1.ts`, `${server}/domain/events/index.ts`, 'zone-engine'],
  [`${server}/engine/a2.ts`, `${server}/store/inner.ts`, 'door-store'],
  [`${server}/engine/a3.ts`, `${server}/kernel/clock.ts`],
  [`${server}/http/a1.ts`, `${server}/domain/webhooks/index.ts`, 'zone-http'],
  [`${server}/http/a2.ts`, `${server}/domain/access/index.ts`],
  [`${server}/http/a3.ts`, `${server}/domain/access/inner.ts`, 'door-domain'],
  [`${server}/http/a4.ts`, `${server}/app.ts`, 'zone-http'],
  [`${server}/providers/email/a1.ts`, `${server}/domain/messages/port.ts`],
  [`${server}/providers/email/a2.ts`, `${server}/domain/messages/index.ts`, 'zone-providers'],
  [`${server}/domain/events/a1.ts`, `${server}/domain/webhooks/index.ts`, 'zone-domain-events'],
  [`${server}/domain/access/a1.ts`, `${server}/domain/contacts/index.ts`, 'zone-domain-access'],
  [`${server}/domain/webhooks/a1.ts`, `${server}/domain/events/index.ts`],
  [`${server}/domain/webhooks/a2.ts`, `${server}/domain/events/inner.ts`, 'door-domain-module'],
  [`${server}/domain/webhooks/a3.ts`, 'pg', 'home-sql'],
  [`${server}/domain/webhooks/a4.ts`, 'node:sqlite', 'home-sql'],
  [`${server}/domain/webhooks/a5.ts`, 'fastify', 'home-http-server'],
  [`${server}/domain/webhooks/a6.ts`, `${server}/http/index.ts`, 'zone-domain-webhooks'],
  [`${server}/domain/webhooks/a7.ts`, 'nodemailer', 'home-mail'],
  [`${server}/domain/webhooks/store.ts`, 'kysely'],
  [`${server}/domain/webhooks/store-attempts.ts`, 'kysely'],
  [`${server}/kernel/receiver-fixture.ts`, 'fast-check'],
  [`${server}/domain/parcels/a1.ts`, `${server}/kernel/clock.ts`, 'known-domain-module'],
  [`${server}/extras/a1.ts`, `${server}/kernel/clock.ts`, 'known-zone'],
  [`${server}/app.ts`, `${server}/engine/inner.ts`, 'door-engine'],
  [`${server}/kernel/b1.ts`, `${server}/kernel/b2.ts`, 'no-cycles'],
  [`${server}/kernel/b2.ts`, `${server}/kernel/b1.ts`], // one objection a ring
  [`${server}/kernel/b3.ts`, './nowhere.ts', 'resolvable'],
  [`${server}/kernel/b4.ts`, `${server}/kernel/some.test.ts`, 'no-tests-in-what-ships'],
  [`${server}/kernel/b5.ts`, 'fast-check', 'declared-dependency'],
  [`${server}/kernel/some.test.ts`, 'fast-check'],
]

const targets = [
  ...['contract/src/index', 'contract/src/ids', 'sdk/src/index', 'server/src/index', 'server/src/config'],
  ...['kernel/clock', 'store/index', 'store/inner', 'engine/index', 'engine/inner', 'http/index'].map(
    (path) => `server/src/${path}`,
  ),
  ...['events/index', 'events/inner', 'access/index', 'access/inner', 'contacts/index', 'webhooks/index'].map(
    (path) => `server/src/domain/${path}`,
  ),
  ...['messages/index', 'messages/port'].map((path) => `server/src/domain/${path}`),
].map((path) => `packages/${path}.ts`)

const folder = mkdtempSync(join(tmpdir(), 'posthorn-rules-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

function link(name: string, to: string): void {
  mkdirSync(dirname(join(folder, 'node_modules', name)), { recursive: true })
  symlinkSync(to, join(folder, 'node_modules', name))
}

function writeTree(): void {
  const libraries = ['ajv', 'typebox', 'undici', 'kysely', 'pg', 'fastify', 'nodemailer', 'fast-check']
  for (const name of libraries) write(`node_modules/${name}/package.json`, `{ "name": "${name}", "main": "index.js" }`)
  for (const name of libraries) write(`node_modules/${name}/index.js`, '')
  const declared = Object.fromEntries(libraries.map((name) => [name, '*']))
  const { 'fast-check': development, ...dependencies } = declared
  for (const name of ['contract', 'sdk', 'cli', 'dashboard', 'server']) {
    const manifest = {
      name: `@posthorn/${name}`,
      type: 'module',
      exports: './src/index.ts',
      dependencies: { ...dependencies },
    }
    for (const ours of ['contract', 'sdk', 'server'])
      Object.assign(manifest.dependencies, { [`@posthorn/${ours}`]: '*' })
    write(`packages/${name}/package.json`, JSON.stringify(manifest))
    link(`@posthorn/${name}`, join(folder, 'packages', name))
  }
  write('package.json', JSON.stringify({ devDependencies: { 'fast-check': development } }))
  write('tsconfig.json', '{ "compilerOptions": { "module": "NodeNext" } }')
  for (const target of targets) write(target, 'export type Anything = string\n')
  for (const [file, imports] of cases) {
    const ours = /^(packages|\.)/.test(imports)
    const specifier = imports.startsWith('packages/') ? `./${relative(dirname(file), imports)}` : imports
    write(
      file,
      ours ? `import type { Anything } from '${specifier}'\nexport type Mine = Anything\n` : `import '${specifier}'\n`,
    )
  }
}

interface Violation {
  from: string
  rule: { name: string }
}

test('each import rule objects to what it forbids, type-only imports included, and to nothing else', () => {
  writeTree()
  const depcruise = join(repository, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const config = join(repository, '.dependency-cruiser.cjs')
  const args = [depcruise, '--config', config, '--output-type', 'json', 'packages']
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 })
  assert.equal(stderr, '')
  const { summary } = JSON.parse(stdout) as { summary: { violations: Violation[] } }
  const found = summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`)
  const expected = cases.flatMap(([file, , ...rules]) => rules.map((rule) => `${file}: ${rule}`))
  assert.deepEqual([...new Set(found)].sort(), expected.sort())
})
