// Who may import whom. The table of ARCHITECTURE.md, held by a machine.
//
// Tests and their fixtures stand beside what they test and may reach anywhere; nothing that ships may import one.

const server = '^packages/server/src/'
const tests = '\\.test\\.tsx?$|-fixture\\.ts$|^test/|^bench/|^examples/'
const shipped = { path: '^packages/[^/]+/src/', pathNot: tests }

/** The product's modules; a module may import those on the lines above its own, by their door. */
const domainLines = [
  ['events'],
  ['access', 'channels', 'contacts'],
  ['usage'],
  ['notifications', 'email-domains', 'email-templates', 'suppressions', 'templates'],
  ['conversations', 'knowledge', 'webhooks'],
  ['messages', 'sites'],
  ['sessions', 'documents'],
  ['chat', 'verifications'],
  ['agents', 'example', 'rollouts', 'gaps'],
  ['operations'],
]

const contract = '^packages/contract/src/'
const sdk = '^packages/sdk/src/'
const zone = (name) => `${server}${name}/`
const anyPort = `${server}domain/[^/]+/port\\.ts$`

/** Zone by zone: where it is, and what of ours it may import besides itself. */
const zones = [
  { name: 'contract', path: contract, mayImport: [] },
  { name: 'sdk', path: sdk, mayImport: [] },
  { name: 'cli', path: '^packages/cli/src/', mayImport: [sdk, `${server}index\\.ts$`] },
  { name: 'dashboard', path: '^packages/dashboard/src/', mayImport: [sdk, contract] },
  { name: 'kernel', path: zone('kernel'), mayImport: [contract] },
  { name: 'store', path: zone('store'), mayImport: [zone('kernel')] },
  { name: 'engine', path: zone('engine'), mayImport: [zone('kernel'), zone('store')] },
  { name: 'providers', path: zone('providers'), mayImport: [zone('kernel'), anyPort] },
  { name: 'http', path: zone('http'), mayImport: [contract, zone('kernel'), zone('store'), zone('domain/access')] },
  ...domainLines.flatMap((modules, line) =>
    modules.map((module) => ({
      name: `domain-${module}`,
      path: zone(`domain/${module}`),
      mayImport: [
        contract,
        ...['kernel', 'store', 'engine'].map(zone),
        ...domainLines.slice(0, line).flatMap((above) => above.map((name) => zone(`domain/${name}`))),
      ],
    })),
  ),
]

const zoneRules = zones.map(({ name, path, mayImport }) => ({
  name: `zone-${name}`,
  comment: `${name} may import ${mayImport.length === 0 ? 'nothing of ours' : 'only what the table in ARCHITECTURE.md gives it'}.`,
  severity: 'error',
  from: { path, pathNot: tests },
  to: {
    path: '^(packages|test|bench|examples|scripts)/',
    pathNot: [path, ...mayImport, 'node_modules', '/package\\.json$'],
  },
}))

const notATest = {
  name: 'no-tests-in-what-ships',
  comment: 'What ships cannot import tests, benchmarks, examples or scripts.',
  severity: 'error',
  from: shipped,
  to: { path: `${tests}|^scripts/` },
}

/** Doors: a zone, or a domain module, is entered by its index.ts; a module's port.ts is a door for providers. */
const doorRules = [
  ...['store', 'engine', 'http'].map((name) => ({
    name,
    from: zone(name),
    inside: zone(name),
    door: `${zone(name)}index\\.ts$`,
  })),
  {
    name: 'providers',
    from: zone('providers'),
    inside: zone('providers'),
    // A vendor is one file, in providers/ or in the folder of its channel, or a folder of its own with an index.
    door: `${zone('providers')}[^/]+\\.ts$|${zone('providers')}[^/]+/[^/]+\\.ts$|${zone('providers')}[^/]+/[^/]+/index\\.ts$`,
  },
  ...['contract', 'sdk', 'server'].map((name) => {
    const path = `^packages/${name}/`
    return { name: `package-${name}`, from: path, inside: path, door: `${path}(src/index\\.ts$|node_modules/)` }
  }),
].map(({ name, from, inside, door }) => ({
  name: `door-${name}`,
  comment: `Enter ${name} by its index.ts.`,
  severity: 'error',
  from: { path: '^packages/', pathNot: [from, tests] },
  to: { path: inside, pathNot: door },
}))

const domainDoorFromInside = {
  name: 'door-domain-module',
  comment: "Enter another domain module by its index.ts (or port.ts, for the module's types).",
  severity: 'error',
  from: { path: zone('domain/([^/]+)'), pathNot: tests },
  to: { path: zone('domain'), pathNot: [zone('domain/$1'), `${zone('domain/[^/]+')}(index|port)\\.ts$`] },
}

const domainDoorFromOutside = {
  name: 'door-domain',
  comment: 'Enter a domain module by its index.ts or port.ts.',
  severity: 'error',
  from: { path: '^packages/', pathNot: [zone('domain'), tests] },
  to: { path: zone('domain'), pathNot: `${zone('domain/[^/]+')}(index|port)\\.ts$` },
}

/** Files and folders outside the table would escape every rule above. */
const rootFiles = 'index|main|app|app-carriers|app-knowledge|app-models|config|config-models|version'
const zoneNames = 'kernel|store|engine|http|providers|domain'
const domainNames = domainLines.flat().join('|')
const tableRules = [
  { name: 'known-zone', known: `${server}((${rootFiles})(\\.test)?\\.ts$|(${zoneNames})/)`, path: server },
  { name: 'known-domain-module', known: zone(`domain/(${domainNames})`), path: zone('domain') },
].flatMap(({ name, known, path }) =>
  [
    { from: { path, pathNot: known }, to: {} },
    { from: {}, to: { path, pathNot: known } },
  ].map((rule) => ({
    name,
    comment: 'This file is in no zone or module of the table: put it in one, or add its row (with a decision record).',
    severity: 'error',
    ...rule,
  })),
)

const npm = (names) => `(^|/)node_modules/(${names})(/|$)`

/** A module's store.ts; one that outgrows a file becomes store-<noun>.ts files or a store/ folder. */
const stores = `${zone('store')}|/store\\.ts$|/store-[a-z-]+\\.ts$|/domain/[^/]+/store/`

/** Libraries that have one home: named, and where they may be imported. */
const homes = [
  {
    name: 'sql',
    to: `${npm('kysely|pg')}|^(node:)?sqlite$`,
    home: stores,
    comment: "SQL stands in store/ and in each module's store.",
  },
  {
    name: 'network-client',
    to: npm('undici'),
    home: `${zone('providers')}|${zone('kernel')}guarded-fetch`,
    comment: 'Calls go out from providers and kernel/guarded-fetch, where addresses are vetted.',
  },
  {
    name: 'mail',
    to: npm('nodemailer|smtp-server|mailauth|postal-mime'),
    home: zone('providers'),
    comment: 'Mail is a provider.',
  },
  {
    name: 'language-models',
    to: npm('ai|@ai-sdk/[^/]+'),
    home: zone('providers'),
    comment: 'Language models are providers.',
  },
  {
    name: 'http-server',
    to: npm('fastify|@fastify/[^/]+'),
    home: `${zone('http')}|${server}(app|main)\\.ts$`,
    comment: 'Only http/ (and app.ts, which wires it) knows HTTP.',
  },
].map(({ name, to, home, comment }) => ({
  name: `home-${name}`,
  comment,
  severity: 'error',
  from: { ...shipped, path: '^packages/[^/]+/src/', pathNot: [tests, home] },
  to: { path: to },
}))

const packageRules = [
  {
    name: 'contract-only-typebox',
    comment: 'The contract is pure data: a schema library and nothing else, no node: modules.',
    from: { path: contract, pathNot: tests },
    to: { dependencyTypesNot: ['local', 'aliased', 'aliased-workspace'], pathNot: npm('typebox') },
  },
  {
    name: 'sdk-no-dependencies',
    comment: 'The SDK runs in browsers and on the edge: no packages, no node: modules.',
    from: { path: sdk, pathNot: tests },
    to: { dependencyTypesNot: ['local', 'aliased', 'aliased-workspace'] },
  },
  {
    name: 'declared-dependency',
    comment: 'A package is declared in the package.json of what imports it, and not under devDependencies.',
    from: shipped,
    to: {
      path: 'node_modules',
      dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'],
      dependencyTypesNot: ['type-only'],
    },
  },
].map((rule) => ({ severity: 'error', ...rule }))

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'No rings, types included.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'This import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    ...zoneRules,
    notATest,
    ...doorRules,
    domainDoorFromInside,
    domainDoorFromOutside,
    ...tableRules,
    ...homes,
    ...packageRules,
  ],
  options: {
    // Type-only imports count: a ring of types is a ring.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/dist/', '^data/', '^\\.tmp/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
}
