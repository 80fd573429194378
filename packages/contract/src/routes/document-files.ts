import Type from 'typebox'
import { sampleFile, samplePage, sampleDocumentIds } from '../document-samples.ts'
import { body, nullable, pathId, text } from '../fields.ts'
import { Document } from '../objects/document.ts'
import type { RouteRow } from '../route.ts'
import { sampleIds } from '../samples.ts'
import { acceptedReplies, documentFields, documentLimits } from './documents.ts'

const ofSite = Type.Object({ site_id: pathId('site', 'Id of the site.') })
const ofDocument = Type.Object({ ...ofSite.properties, document_id: pathId('document', 'Id of the document.') })
const inSite = { site_id: sampleIds.site }
const inDocument = { ...inSite, document_id: sampleDocumentIds.page }

/** An hour to a year. */
const everyHours = nullable(
  Type.Integer({
    minimum: 1,
    maximum: 8_760,
    description: 'Hours until the page is fetched again, and so on; null: never.',
  }),
)

const { category, status, source_id, batch_id, language } = documentFields
const title = Type.Optional(
  nullable(
    text('Left out: as the file or page says, or else its name.', { minLength: 1, maxLength: documentLimits.title }),
  ),
)

export const documentFileRoutes = {
  'documents.upload': {
    id: 'documents.upload',
    method: 'POST',
    path: '/api/v1/m2m/sites/{site_id}/documents',
    surface: 'm2m',
    tag: 'Documents',
    summary: 'Upload a file',
    description:
      'Markdown, HTML, plain text, PDF, DOCX and CSV are read, in the background: until then its readiness is `processing`. What it is its bytes decide. With a known `source_id` it is a new version of that document.',
    scope: 'documents:write',
    params: ofSite,
    file: { field: 'file', description: 'The file, with its name; at most 20 MiB.' },
    body: body({ title, category, status, source_id, batch_id, language }),
    reply: acceptedReplies,
    errors: ['SITE_ACCESS_DENIED', 'CONFLICT', 'ROLLOUT_PAUSED', 'ROLLOUT_CLOSED', 'DOCUMENT_LIMIT_REACHED'],
    idempotent: true,
    example: {
      params: inSite,
      file: { name: 'prices.csv', mediaType: 'text/csv', content: 'Lamp,Price\nAurora,49 EUR\n' },
      body: { category: 'prices', status: 'active', source_id: 'price-list' },
      reply: { ...sampleFile, unchanged: false },
    },
  },
  'documents.importUrl': {
    id: 'documents.importUrl',
    method: 'POST',
    path: '/api/v1/m2m/sites/{site_id}/documents/url',
    surface: 'm2m',
    tag: 'Documents',
    summary: 'Import a page',
    description:
      "Fetched in the background, once or every so often, if the site's robots.txt lets `Posthorn` in. A page, or a file that could be uploaded. What has not changed makes no new version; where fetching fails, the version before stays in answers.",
    scope: 'documents:write',
    params: ofSite,
    body: body({
      url: text('A public https address.', { minLength: 1, maxLength: 2_048 }),
      title,
      ...{ category, status, source_id, batch_id, language },
      recrawl_every_hours: Type.Optional(everyHours),
    }),
    reply: acceptedReplies,
    errors: [
      'SITE_ACCESS_DENIED',
      'BLOCKED_URL',
      'CONFLICT',
      'ROLLOUT_PAUSED',
      'ROLLOUT_CLOSED',
      'DOCUMENT_LIMIT_REACHED',
    ],
    idempotent: true,
    example: {
      params: inSite,
      body: { url: 'https://lumen.example/help/returns', status: 'active', recrawl_every_hours: 24 },
      reply: {
        ...samplePage,
        readiness: 'processing',
        step: 'waiting',
        progress: 0,
        indexed_version: null,
        unchanged: false,
      },
    },
  },
  'documents.setRecrawl': {
    id: 'documents.setRecrawl',
    method: 'PATCH',
    path: '/api/v1/m2m/sites/{site_id}/documents/{document_id}/recrawl',
    surface: 'm2m',
    tag: 'Documents',
    summary: 'Set how often a page is fetched again',
    description: 'Counted from when it was last fetched. Texts, questions and uploaded files have no page: 409.',
    scope: 'documents:write',
    params: ofDocument,
    body: body({ recrawl_every_hours: everyHours }),
    reply: { status: 200, description: 'The document.', schema: Document },
    errors: ['SITE_ACCESS_DENIED', 'CONFLICT'],
    idempotent: false,
    example: { params: inDocument, body: { recrawl_every_hours: 24 }, reply: samplePage },
  },
  'documents.recrawl': {
    id: 'documents.recrawl',
    method: 'POST',
    path: '/api/v1/m2m/sites/{site_id}/documents/{document_id}/recrawl',
    surface: 'm2m',
    tag: 'Documents',
    summary: 'Fetch a page again now',
    description: 'In the background. What has changed becomes a new version; `crawl` says how it went.',
    scope: 'documents:write',
    params: ofDocument,
    reply: { status: 202, description: 'The document, whose page will be fetched.', schema: Document },
    errors: ['SITE_ACCESS_DENIED', 'CONFLICT'],
    idempotent: true,
    example: { params: inDocument, reply: samplePage },
  },
  'documents.file': {
    id: 'documents.file',
    method: 'GET',
    path: '/api/v1/m2m/sites/{site_id}/documents/{document_id}/file',
    surface: 'm2m',
    tag: 'Documents',
    summary: 'Download the file of a document',
    description:
      'As it was uploaded or fetched, of its latest version; as an attachment, for strangers may have written it. Texts and questions have none: 404.',
    scope: 'documents:read',
    params: ofDocument,
    reply: {
      status: 200,
      description: 'The bytes of the file.',
      schema: Type.String({ format: 'binary' }),
      mediaType: 'application/octet-stream',
    },
    errors: ['SITE_ACCESS_DENIED'],
    idempotent: false,
    example: { params: inDocument, reply: '<!doctype html><title>Returns</title><p>Send it back within 30 days.</p>' },
  },
} as const satisfies Record<string, RouteRow>
