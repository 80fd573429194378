import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

import type { Random } from './random.ts'
import { type MasterKey, masterKey } from './secret-box.ts'

/**
 * Reads the generated master key, or makes one the first time. Readable by the owner of the process only. Everything
 * sealed is lost with it, so it is on the disk, whole, before anybody gets to use it.
 */
export function masterKeyFromFile(path: string, random: Random): MasterKey {
  const text = read(path) ?? make(path, random)
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new Error(`${path} does not hold a master key (64 hex characters). Restore it from a backup.`)
  return masterKey(Buffer.from(text, 'hex'))
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function make(path: string, random: Random): string {
  const folder = dirname(path)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const draft = `${path}.${random.bytes(8).toString('hex')}`
  try {
    writeDurably(draft, `${random.bytes(32).toString('hex')}\n`)
    // A link fails where the name exists: of two processes that start together one makes the key and both read the same.
    linkSync(draft, path)
    syncFolder(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return readFileSync(path, 'utf8').trim()
}

function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** The new name is in the folder, which is a file of its own to the disk. */
function syncFolder(path: string): void {
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
