// Documents put straight into a site's index, for tests of what is asked of them.
import { type Language, LIVE, makeChunks, replaceChunks } from '../../packages/server/src/domain/knowledge/index.ts'
import { openNode } from './open-node.ts'
import type { RunningApp } from './running-app.ts'

export interface TestDocument {
  readonly id: string
  readonly title: string
  readonly source: string
  readonly language?: Language
  readonly shelf?: string
}

export const supportDocument: TestDocument = {
  id: 'doc_01KPJX4H8J9K0M1N2P3Q4R5S6T',
  title: 'Support',
  source: `# Support

## Support hours

Support is available Monday to Friday between 09:00 and 18:00.

## Returns

Lamps can be returned within 45 days. Returning a lamp costs €4.90.
`,
}

/** Puts documents on a shelf of a site: `live` by default. */
export async function indexDocuments(
  { database }: Pick<RunningApp, 'database'>,
  site: { readonly workspaceId: string; readonly siteId: string },
  documents: readonly TestDocument[] = [supportDocument],
): Promise<void> {
  const store = await openNode(database, { serving: false })
  try {
    for (const { id, title, source, language = 'en', shelf = LIVE } of documents)
      await store.transaction((tx) =>
        replaceChunks(
          tx,
          { ...site, documentId: id, version: 1, title, shelf },
          makeChunks(source, { title, language }),
        ),
      )
  } finally {
    await store.close()
  }
}

/** The first site of the app's workspace. */
export async function firstSite(app: RunningApp): Promise<{ workspaceId: string; siteId: string }> {
  const { workspaceId } = app
  const { sites } = await app.call('tenants.get', { params: { tenant_id: workspaceId } })
  return { workspaceId, siteId: sites[0]!.site_id }
}
