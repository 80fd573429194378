// One installation at a time: two terminals starting Posthorn in one fresh clone must not run npm into one folder.
//
// The lock is a folder, since making a folder either makes it or fails. Its holder touches it every second; a lock
// that has not been touched for ten is a dead process's, and is taken over.
import { mkdirSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const touchEveryMs = 1_000
const abandonedAfterMs = 10_000
const lookEveryMs = 200

function tryToTake(lock) {
  try {
    mkdirSync(lock)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function removeIfAbandoned(lock) {
  const held = statSync(lock, { throwIfNoEntry: false })
  if (held !== undefined && Date.now() - held.mtimeMs > abandonedAfterMs) rmSync(lock, { recursive: true, force: true })
}

async function take(lock, tell) {
  let told = false
  while (!tryToTake(lock)) {
    if (!told) tell('another terminal is installing here: waiting for it …')
    told = true
    removeIfAbandoned(lock)
    await pause(lookEveryMs)
  }
}

export async function withInstallLock(folder, tell, work) {
  mkdirSync(folder, { recursive: true })
  const lock = join(folder, 'install.lock')
  await take(lock, tell)
  const touching = setInterval(() => utimesSync(lock, new Date(), new Date()), touchEveryMs)
  const release = () => rmSync(lock, { recursive: true, force: true })
  // Ctrl-C: npm, in the same process group, gets it too; only the lock has to go.
  const quit = (signal) => {
    release()
    process.exit(signal === 'SIGINT' ? 130 : 143)
  }
  process.once('SIGINT', quit).once('SIGTERM', quit)
  try {
    return await work()
  } finally {
    clearInterval(touching)
    release()
    process.off('SIGINT', quit).off('SIGTERM', quit)
  }
}
