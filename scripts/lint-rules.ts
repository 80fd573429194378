// Our own lint rules: words with one home, and refused file names.
//
// A "word" is a way to reach the world outside: the environment, the time, chance, the network, the terminal. Each has
// one home, and everything else is handed it, so that tests can hold it still and a reader knows where to look.
import { relative, sep } from 'node:path'
import type { AST, ESLint, Rule } from 'eslint'

const server = 'packages/server/src/'
const startsWithAny =
  (...starts: string[]) =>
  (file: string): boolean =>
    starts.some((start) => file.startsWith(start))

/** Files that are not shipped may use every word. */
const notShipped = (file: string): boolean =>
  !/^packages\/[^/]+\/src\//.test(file) || /(\.test\.tsx?|-fixture\.ts)$/.test(file)

function importOf(source: string, names?: string): string {
  const declaration = `ImportDeclaration[importKind!="type"][source.value=/^(node:)?(${source})$/]`
  return names === undefined
    ? declaration
    : `${declaration} > ImportSpecifier[importKind!="type"][imported.name=/^(${names})$/]`
}

function member(object: string, property: string): string {
  return `MemberExpression[object.name="${object}"][property.name=/^(${property})$/]`
}

interface Word {
  message: string
  home: (file: string) => boolean
  patterns: string[]
}

const words: Word[] = [
  {
    message: 'The environment is read in config.ts only; take the value you need as a parameter.',
    home: startsWithAny(`${server}config.ts`, 'packages/cli/src/'),
    patterns: [member('process', 'env'), importOf('process', 'env')],
  },
  {
    message: 'The time of day comes from kernel/clock.ts; take a Clock as a parameter.',
    home: (file) => !file.startsWith(server) || file === `${server}kernel/clock.ts`,
    patterns: [
      member('Date', 'now'),
      'NewExpression[callee.name="Date"][arguments.length=0]',
      'CallExpression[callee.name="Date"]',
      member('performance', 'now'),
      member('process', 'hrtime'),
    ],
  },
  {
    message: 'Chance comes from kernel/random.ts; take a Random as a parameter.',
    home: (file) => !file.startsWith(server) || file === `${server}kernel/random.ts`,
    patterns: [
      member('Math', 'random'),
      member('crypto', 'random.*|getRandomValues'),
      importOf('crypto', 'random.*|getRandomValues|webcrypto'),
    ],
  },
  {
    message:
      'The network is called from providers/, kernel/guarded-fetch and the SDK only, where addresses are vetted.',
    home: startsWithAny(`${server}providers/`, `${server}kernel/guarded-fetch`, 'packages/sdk/src/'),
    patterns: [
      'CallExpression[callee.name=/^(fetch|WebSocket|EventSource|XMLHttpRequest)$/]',
      'NewExpression[callee.name=/^(WebSocket|EventSource|XMLHttpRequest)$/]',
      member('globalThis', 'fetch'),
      importOf('https?', 'request|get|Agent|globalAgent|ClientRequest'),
      `${importOf('https?')} > :matches(ImportDefaultSpecifier, ImportNamespaceSpecifier)`,
      importOf('net|tls', 'connect|createConnection|Socket|TLSSocket'),
      `${importOf('net|tls')} > :matches(ImportDefaultSpecifier, ImportNamespaceSpecifier)`,
      importOf('undici|http2|dgram'),
    ],
  },
  {
    message: 'Only the command line writes to the terminal; log one line through kernel/log.ts.',
    home: startsWithAny('packages/cli/src/'),
    patterns: ['MemberExpression[object.name="console"]', member('process', 'stdout|stderr')],
  },
]

const refusedName = /^(utils?|helpers?|common|misc|lib|shared|types|constants|.*manager|.*service)$/i

const pathOf = (context: Rule.RuleContext): string => relative(context.cwd, context.filename).split(sep).join('/')

function nameAt(node: Rule.Node): string | undefined {
  if (node.type === 'CallExpression' || node.type === 'NewExpression') {
    return node.callee.type === 'Identifier' ? node.callee.name : undefined
  }
  return node.type === 'MemberExpression' && node.object.type === 'Identifier' ? node.object.name : undefined
}

/** True when the name at this node means something of the file's own: a parameter called `fetch` is handed in. */
function isLocal(context: Rule.RuleContext, node: Rule.Node): boolean {
  const name = nameAt(node)
  if (name === undefined) return false
  for (
    let scope: ReturnType<typeof context.sourceCode.getScope> | null = context.sourceCode.getScope(node);
    scope;
    scope = scope.upper
  ) {
    const definitions = scope.set.get(name)?.defs ?? []
    // An imported `process` or `crypto` is the real thing under its own name.
    if (definitions.length > 0) return definitions.every(({ type }) => type !== 'ImportBinding')
  }
  return false
}

const wordWithOneHome: Rule.RuleModule = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = pathOf(context)
    if (notShipped(file)) return {}
    const listeners: Rule.RuleListener = {}
    for (const { home, patterns, message } of words) {
      if (home(file)) continue
      for (const pattern of patterns) {
        listeners[pattern] = (node: Rule.Node) => {
          if (!isLocal(context, node)) context.report({ node, message })
        }
      }
    }
    return listeners
  },
}

const fileName: Rule.RuleModule = {
  meta: { type: 'suggestion', schema: [] },
  create: (context) => ({
    Program(node: AST.Program) {
      const parts = pathOf(context).split('/')
      const refused = parts.map((part) => part.replace(/\..*$/, '')).find((part) => refusedName.test(part))
      if (refused === undefined) return
      context.report({ node, message: `"${refused}" says nothing of what is inside: name it for its one idea.` })
    },
  }),
}

const plugin: ESLint.Plugin = { rules: { 'word-with-one-home': wordWithOneHome, 'file-name': fileName } }
export default plugin
