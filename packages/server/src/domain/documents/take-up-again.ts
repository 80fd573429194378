import type { Transaction } from '../../store/index.ts'
import { cutAny, setStatus } from './set-status.ts'
import { eachHeld, type Many, sayAgain, type Shelved, type ShelveDeps } from './shelve-versions.ts'

/** Puts documents into use again, however long they are: they stand where they are to be with this commit. */
export function setActive(tx: Transaction, deps: ShelveDeps, many: Many): Promise<Shelved[]> {
  return eachHeld(tx, deps, many, async (document) => {
    await setStatus(tx, { ...deps, cutOf: cutAny }, document, 'active')
    return { result: 'done', version: document.version }
  })
}

/**
 * Makes what everybody is answered from the latest version again, where later ones were taken back: by a new version that says the
 * same. `overtaken`: what is latest is to be found, or will be. `none`: nobody is answered from it.
 */
export function sayLive(
  tx: Transaction,
  deps: ShelveDeps,
  { madeBy, ...many }: Many & { readonly madeBy: string },
): Promise<Shelved[]> {
  return eachHeld(tx, deps, many, async (document, versions) => {
    const live = versions.find(({ version }) => version === document.indexedVersion)
    if (!live) return { result: 'none', version: null }
    if (versions.at(-1)?.shelf !== null) return { result: 'overtaken', version: document.version }
    return { result: 'done', version: await sayAgain(tx, deps, { document, before: live, madeBy }) }
  })
}
