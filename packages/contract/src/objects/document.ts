/** What answers are made from, and for whom. Source: wire contract 3.5, 10 R1. */
import Type, { type Static } from 'typebox'
import { count, flag, id, nullable, oneOf, text, time } from '../fields.ts'
import { documentStates, readinessStates } from '../states.ts'
import { PageMeta } from './envelope.ts'

/** The languages whose words are stemmed, and in which answers are given. */
export const documentLanguages = ['en', 'pt', 'es', 'fr', 'de'] as const

export const documentTypes = ['file', 'text', 'qa', 'url'] as const
export const documentSteps = ['waiting', 'fetching', 'reading', 'indexing'] as const
export const versionOrigins = ['created', 'updated', 'rollback', 'crawled'] as const

/** Why a document could not be read. */
export const documentFailures = [
  'unsupported_type',
  'too_large',
  'too_many_pages',
  'expands_too_much',
  'encrypted',
  'broken',
  'empty',
  'took_too_long',
  'blocked_url',
  'robots_disallow',
  'not_found',
  'unreachable',
  'stuck',
] as const

const language = nullable(oneOf(documentLanguages, { description: 'As it was given, or as its words say.' }))

export const Document = Type.Object({
  id: id('document'),
  object: Type.Unsafe<'document'>({ type: 'string', enum: ['document'] }),
  site_id: id('site'),
  type: oneOf(documentTypes),
  title: Type.String(),
  category: nullable(Type.String()),
  status: oneOf(documentStates, { description: 'Whether it may be used in answers.' }),
  readiness: oneOf(readinessStates, {
    description: 'How far its latest version is. The version before stays in answers until this one is ready.',
  }),
  progress: Type.Integer({ minimum: 0, maximum: 100, description: 'Of its latest version; 100 when that is ready.' }),
  step: nullable(oneOf(documentSteps, { description: 'What is being done while it is `processing`; null otherwise.' })),
  failure: nullable(
    Type.Object(
      { code: oneOf(documentFailures), message: text('What is wrong, and what to do.') },
      { description: 'Why its latest version cannot be used; null unless `failed`.' },
    ),
  ),
  source_id: nullable(text("The caller's own name for it, once in a site.")),
  batch_id: nullable(text('The label under which its latest version came.')),
  version: Type.Integer({ minimum: 1, description: 'Its latest version.' }),
  indexed_version: nullable(
    Type.Integer({ minimum: 1, description: 'The version that everybody is answered from; null: none.' }),
  ),
  language,
  chunks: count('Pieces that its latest version was cut into.'),
  bytes: count('Size of its latest version: of its text as UTF-8, or of its file.'),
  file_name: nullable(Type.String()),
  media_type: nullable(Type.String()),
  source_url: nullable(text('Where its page is.')),
  crawl: nullable(
    Type.Object(
      {
        every_hours: nullable(
          Type.Integer({ description: 'How often it is fetched again; null: only when asked for.' }),
        ),
        crawled_at: nullable(time('When it was last fetched, changed or not.')),
        next_at: nullable(time('When it is fetched next; after a failure that may pass, sooner than usual.')),
        failure: nullable(
          Type.Object(
            { code: oneOf(documentFailures), message: text('What is wrong, and what to do.') },
            { description: 'Why it could not be fetched again the last time. What was read before stays in answers.' },
          ),
        ),
      },
      { description: 'How its page is kept up to date; null unless its type is `url`.' },
    ),
  ),
  is_example: flag('Whether it came with the installation.'),
  created_at: time(),
  updated_at: time(),
})
export type Document = Static<typeof Document>

/** What a call that gives content is answered with. */
export const AcceptedDocument = Type.Object({
  ...Document.properties,
  unchanged: flag('Whether it said the same already, so that nothing was done.'),
})
export type AcceptedDocument = Static<typeof AcceptedDocument>

const aboutVersion = {
  document_id: id('document'),
  object: Type.Unsafe<'document.version'>({ type: 'string', enum: ['document.version'] }),
  version: Type.Integer({ minimum: 1 }),
  title: Type.String(),
  category: nullable(text('As it was then.')),
  question: nullable(text('What is asked, of a `qa`.')),
  language,
  chunks: nullable(count('Pieces that it was cut into; null: it was not read, or not yet.')),
  origin: oneOf(versionOrigins, { description: 'What made it.' }),
  origin_version: nullable(
    Type.Integer({ minimum: 1, description: 'Whose text it has, if it was made by a rollback.' }),
  ),
  batch_id: nullable(Type.String()),
  is_live: flag('Whether everybody is answered from it.'),
  made_by: text('Id of the API key, or the name of what made it.'),
  created_at: time(),
}

export const DocumentVersion = Type.Object(aboutVersion)
export type DocumentVersion = Static<typeof DocumentVersion>

export const DocumentVersionText = Type.Object({
  ...aboutVersion,
  content: nullable(
    Type.String({
      description:
        'Its text, in which the spans of citations count; the answer, of a `qa`. Null: it was not read, or not yet.',
    }),
  ),
})
export type DocumentVersionText = Static<typeof DocumentVersionText>

export const DocumentPage = Type.Object({ documents: Type.Array(Document), meta: PageMeta })
export type DocumentPage = Static<typeof DocumentPage>

export const DocumentVersionPage = Type.Object({ versions: Type.Array(DocumentVersion), meta: PageMeta })
export type DocumentVersionPage = Static<typeof DocumentVersionPage>

/** What became of each document of a bulk call. */
export const bulkResults = ['done', 'unchanged', 'not_found'] as const

export const BulkOutcome = Type.Object({
  results: Type.Array(Type.Object({ document_id: Type.String(), result: oneOf(bulkResults) }), {
    description: 'One for each document, in the order of `document_ids`.',
  }),
  done: count('Documents that were changed.'),
  has_more: flag('Whether more match what was asked for: send the same again.'),
})
export type BulkOutcome = Static<typeof BulkOutcome>

export const Site = Type.Object({
  id: id('site'),
  object: Type.Unsafe<'site'>({ type: 'string', enum: ['site'] }),
  name: Type.String(),
  language: nullable(
    oneOf(documentLanguages, {
      description: 'What is answered in where a question does not tell; null: the language of most documents.',
    }),
  ),
  synonyms: Type.Array(Type.Array(Type.String()), { description: 'Groups of words that mean the same here.' }),
  least_support: nullable(
    Type.Number({ description: 'The likelihood from which on something is answered; null: the usual one.' }),
  ),
  documents: Type.Object({
    total: count('All of them.'),
    draft: count('Not used in answers.'),
    active: count('Used in answers, once ready.'),
    processing: count('Being read.'),
    ready: count('Whose latest version is ready.'),
    failed: count('Whose latest version could not be read.'),
  }),
  created_at: time(),
})
export type Site = Static<typeof Site>

export const SitePage = Type.Object({ sites: Type.Array(Site), meta: PageMeta })
export type SitePage = Static<typeof SitePage>
