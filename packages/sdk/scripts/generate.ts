/**
 * Writes `src/generated/` from the contract. With `--check` it writes nothing and fails where the files are not what
 * the contract says.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { renderSdk } from './render-sdk.ts'

const folder = join(import.meta.dirname, '..', 'src', 'generated')
const wanted = renderSdk()
mkdirSync(folder, { recursive: true })
const present = Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))

const stale = [...new Set([...Object.keys(wanted), ...Object.keys(present)])].filter(
  (name) => wanted[name] !== present[name],
)

if (process.argv.includes('--check')) {
  if (stale.length > 0) {
    console.error(`Not what the contract says: ${stale.join(', ')}. Run "npm run generate -w @posthorn/sdk".`)
    process.exitCode = 1
  }
} else {
  for (const name of stale) {
    const text = wanted[name]
    if (text === undefined) rmSync(join(folder, name))
    else writeFileSync(join(folder, name), text)
  }
  console.log(stale.length === 0 ? 'Nothing to change.' : `Wrote ${stale.join(', ')}.`)
}
