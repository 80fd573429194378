#!/usr/bin/env node
// The `posthorn` command of a clone: installs what is missing, then runs packages/cli on Node 24.
// `npx posthorn …` finds it through the root package.json, before and after installation. It must run on Node 20;
// stdout is left to the command itself, so that its output can be piped.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { InstallFailure, installMissing, root, serverNodePath } from '../scripts/install-missing.mjs'

const args = process.argv.slice(2)

try {
  await installMissing({ dashboard: args[0] === 'serve' && !args.includes('--help') })
} catch (error) {
  process.stderr.write(`posthorn: ${error instanceof InstallFailure ? error.message : error.stack}\n`)
  process.exit(1)
}

const child = spawn(serverNodePath(), [join(root, 'packages', 'cli', 'src', 'main.ts'), ...args], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))

// npx runs this in a shell, and a plain sh dies of the SIGTERM that npm passes to it without passing it on.
const parent = process.ppid
if (process.env.npm_execpath !== undefined) {
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    child.kill('SIGTERM')
  }, 200)
}
child.once('error', (error) => {
  process.stderr.write(`posthorn: cannot start ${serverNodePath()}: ${error.message}\n`)
  process.exit(1)
})
child.once('exit', (code, signal) => {
  // The shell's convention for "ended by a signal"; raising the signal again would race our own handlers.
  process.exit(code ?? 128 + constants.signals[signal])
})
