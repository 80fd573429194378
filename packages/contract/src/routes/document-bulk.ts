import Type from 'typebox'
import { sampleDocumentIds } from '../document-samples.ts'
import { body, oneOf, pathId, text } from '../fields.ts'
import { BulkOutcome } from '../objects/document.ts'
import type { RouteRow } from '../route.ts'
import { sampleIds } from '../samples.ts'
import { documentStates } from '../states.ts'
import { documentLimits } from './documents.ts'

const ofSite = Type.Object({ site_id: pathId('site', 'Id of the site.') })
const inSite = { site_id: sampleIds.site }

/** Which documents: by name, or by what they have in common. */
const chosen = {
  document_ids: Type.Optional(
    Type.Array(text('Id of a document.', { maxLength: documentLimits.id }), { minItems: 1, maxItems: 500 }),
  ),
  batch_id: Type.Optional(
    text('In place of ids: all whose latest version came under this label.', {
      minLength: 1,
      maxLength: documentLimits.id,
    }),
  ),
  category: Type.Optional(
    text('In place of ids, or beside a batch: all of this category.', {
      minLength: 1,
      maxLength: documentLimits.category,
    }),
  ),
}
const choice = 'Give `document_ids`, or `batch_id`, `category` or both. At most 500 documents a call.'

export const documentBulkRoutes = {
  'documents.bulkStatus': {
    id: 'documents.bulkStatus',
    method: 'PATCH',
    path: '/api/v1/m2m/sites/{site_id}/documents/bulk-status',
    surface: 'm2m',
    tag: 'Documents',
    summary: 'Use many documents, or use them no more',
    description: choice,
    scope: 'documents:write',
    params: ofSite,
    body: body({ ...chosen, status: oneOf(documentStates) }),
    reply: { status: 200, description: 'What became of each.', schema: BulkOutcome },
    errors: ['SITE_ACCESS_DENIED', 'CONFLICT'],
    idempotent: false,
    example: {
      params: inSite,
      body: { document_ids: [sampleDocumentIds.document, sampleDocumentIds.question], status: 'active' },
      reply: {
        results: [
          { document_id: sampleDocumentIds.document, result: 'done' },
          { document_id: sampleDocumentIds.question, result: 'unchanged' },
        ],
        done: 1,
        has_more: false,
      },
    },
  },
  'documents.bulkDelete': {
    id: 'documents.bulkDelete',
    method: 'POST',
    path: '/api/v1/m2m/sites/{site_id}/documents/bulk-delete',
    surface: 'm2m',
    tag: 'Documents',
    summary: 'Delete many documents',
    description: `With their versions and files. ${choice}`,
    scope: 'documents:write',
    params: ofSite,
    body: body(chosen),
    reply: { status: 200, description: 'What became of each.', schema: BulkOutcome },
    errors: ['SITE_ACCESS_DENIED'],
    idempotent: true,
    example: {
      params: inSite,
      body: { batch_id: 'spring-update' },
      reply: { results: [{ document_id: sampleDocumentIds.document, result: 'done' }], done: 1, has_more: false },
    },
  },
} as const satisfies Record<string, RouteRow>
