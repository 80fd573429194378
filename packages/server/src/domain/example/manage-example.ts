import type { AddedExample, RemovedExample, SiteExample } from '@posthorn/contract'

import type { Log } from '../../kernel/log.ts'
import type { Reader, Store, Transaction } from '../../store/index.ts'
import type { Documents, NewDocument, Prepared } from '../documents/index.ts'
import type { Site } from '../knowledge/index.ts'
import type { ExampleDocument } from './example-document.ts'
import { exampleDocuments } from './example-documents.ts'
import { exampleOf, type FoundExample, hasOwnAnswers, holdMark, sitesWanting, writeMark } from './store.ts'

export interface ExampleDeps {
  readonly store: Store
  readonly log: Log
  readonly documents: Pick<Documents, 'prepare' | 'put' | 'remove'>
}

const MADE_BY = 'example'

/** What is there, and whether it answers: as long as nothing of the site's own does. */
export async function readExample(read: Reader, site: Site): Promise<SiteExample> {
  return shown(read, site, await exampleOf(read, site))
}

async function shown(read: Reader, site: Site, found: readonly FoundExample[]): Promise<SiteExample> {
  const state = found.length === 0 ? 'none' : (await hasOwnAnswers(read, site)) ? 'aside' : 'answering'
  return { site_id: site.siteId, state, documents: found.map((each) => each.shown) }
}

/** The example read and cut, before a transaction begins. */
export function prepareExample({ documents }: Pick<ExampleDeps, 'documents'>, site: Site): Promise<Prepared[]> {
  return Promise.all(exampleDocuments.map((each) => documents.prepare(site, documentOf(each, site))))
}

function documentOf(each: ExampleDocument, { siteId }: Site): NewDocument {
  const { sourceId, title, category, language } = each
  const common = { siteId, sourceId, title, category, language, status: 'active', isExample: true } as const
  return each.type === 'text'
    ? { ...common, type: 'text', content: each.content }
    : { ...common, type: 'qa', question: each.question, answer: each.answer }
}

/** Puts in what is not there. What is stays as it is, also where somebody changed it. */
export async function addExample(
  tx: Transaction,
  deps: ExampleDeps,
  site: Site,
  prepared: readonly Prepared[],
): Promise<AddedExample> {
  await holdMark(tx, site, deps.store.words.forUpdate)
  const there = new Set((await exampleOf(tx, site)).map(({ sourceId }) => sourceId))
  const missing = prepared.filter(({ document }) => !there.has(document.sourceId ?? null))
  for (const each of missing) await deps.documents.put(tx, { workspaceId: site.workspaceId, madeBy: MADE_BY }, each)
  await writeMark(tx, site, 'added')
  return { ...(await readExample(tx, site)), added: missing.length }
}

export async function removeExample(tx: Transaction, deps: ExampleDeps, site: Site): Promise<RemovedExample> {
  await holdMark(tx, site, deps.store.words.forUpdate)
  const found = await exampleOf(tx, site)
  const ids = found.map(({ id }) => id)
  const gone = new Set(ids.length === 0 ? [] : await deps.documents.remove(tx, site, ids))
  await writeMark(tx, site, 'removed')
  return { site_id: site.siteId, removed: found.filter(({ id }) => gone.has(id)).map((each) => each.shown) }
}

/**
 * Gives fresh installs their example. The mark is written with the site and changed with the documents, so an install that died
 * in between gets it at its next start, and one whose owner removed it never again. Failing, it is tried at the next start: the
 * server serves all the same.
 */
export async function fillWanted(deps: ExampleDeps): Promise<void> {
  for (const site of await sitesWanting(deps.store.read)) {
    try {
      const prepared = await prepareExample(deps, site)
      await deps.store.transaction(async (tx) => {
        if ((await holdMark(tx, site, deps.store.words.forUpdate)) === 'wanted')
          await addExample(tx, deps, site, prepared)
      })
    } catch (error) {
      deps.log.error({ err: error, site_id: site.siteId }, 'example.not_added')
    }
  }
}
