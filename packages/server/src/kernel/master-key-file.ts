import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

import type { Random } from './random.ts'
import { type MasterKey, masterKey } from './secret-box.ts'

/** Reads the generated master key, or makes one the first time. Readable by the owner of the process only. */
export function masterKeyFromFile(path: string, random: Random): MasterKey {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  try {
    // 'wx' fails where the file exists, so of two processes that start together one makes it and both read the same.
    writeFileSync(path, `${random.bytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const text = readFileSync(path, 'utf8').trim()
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new Error(`${path} does not hold a master key (64 hex characters). Restore it from a backup.`)
  return masterKey(Buffer.from(text, 'hex'))
}
