import Type from 'typebox'
import { sampleAccepted, sampleAnswer, sampleContent, sampleDocument, sampleQuestion } from '../document-samples.ts'
import { sampleDocumentIds, sampleVersion } from '../document-samples.ts'
import { body, nullable, oneOf, pageQuery, pathId, text } from '../fields.ts'
import {
  AcceptedDocument,
  Document,
  documentLanguages,
  DocumentPage,
  documentTypes,
  DocumentVersionPage,
  DocumentVersionText,
} from '../objects/document.ts'
import type { RouteRow } from '../route.ts'
import { sampleIds, samplePageMeta } from '../samples.ts'
import { documentStates, readinessStates } from '../states.ts'

const site = pathId('site', 'Id of the site.')
const ofSite = Type.Object({ site_id: site })
const ofDocument = Type.Object({ site_id: site, document_id: pathId('document', 'Id of the document.') })
const ofVersion = Type.Object({
  ...ofDocument.properties,
  version: Type.Unsafe<string>({ type: 'string', pattern: '^[1-9][0-9]{0,8}$', description: 'Number of the version.' }),
})
const inSite = { site_id: sampleIds.site }
const inDocument = { ...inSite, document_id: sampleDocumentIds.document }

/** Of the fields that say what a document is. */
export const documentLimits = { title: 300, category: 100, id: 200, question: 2_000, content: 1_000_000 } as const

const title = text('At most 300 characters.', { minLength: 1, maxLength: documentLimits.title })
const content = text(
  'Markdown, or plain text. Headings, lists and tables are understood; HTML stays as it is written.',
  {
    minLength: 1,
    maxLength: documentLimits.content,
  },
)
const question = text('As people ask it.', { minLength: 1, maxLength: documentLimits.question })
const answer = text('What is answered; Markdown, or plain text.', { minLength: 1, maxLength: documentLimits.content })

/** What every call that gives content may say beside it. */
export const documentFields = {
  category: Type.Optional(nullable(text('Any word of yours.', { minLength: 1, maxLength: documentLimits.category }))),
  status: Type.Optional(
    oneOf(documentStates, {
      description:
        '`active`: used in answers once ready. Left out: `active` for text and questions, `draft` for files.',
    }),
  ),
  source_id: Type.Optional(
    nullable(
      text(
        'Your own name for it, once in a site: given again, it makes a new version, or nothing if it says the same.',
        {
          minLength: 1,
          maxLength: documentLimits.id,
        },
      ),
    ),
  ),
  batch_id: Type.Optional(
    nullable(
      text('A label for what comes together. If a rollout of this label exists, it decides who is answered from it.', {
        minLength: 1,
        maxLength: documentLimits.id,
      }),
    ),
  ),
  language: Type.Optional(
    nullable(oneOf(documentLanguages, { description: 'Of its text; left out: as its words say.' })),
  ),
}

export const acceptedReplies = {
  status: 201,
  description: 'The document, or its new version.',
  schema: AcceptedDocument,
  or: { status: 200, description: 'The document said the same already: `unchanged` is true.' },
} as const

export const documentRoutes = {
  'documents.createText': {
    id: 'documents.createText',
    method: 'POST',
    path: '/api/v1/m2m/sites/{site_id}/documents/text',
    surface: 'm2m',
    tag: 'Documents',
    summary: 'Add a text',
    description:
      'A short text is `ready`, and found, when this is answered; a long one is cut in the background. With a known `source_id` it is a new version of that document.',
    scope: 'documents:write',
    params: ofSite,
    body: body({ title, content, ...documentFields }),
    reply: acceptedReplies,
    errors: ['SITE_ACCESS_DENIED', 'CONFLICT', 'ROLLOUT_PAUSED', 'ROLLOUT_CLOSED', 'DOCUMENT_LIMIT_REACHED'],
    idempotent: true,
    example: {
      params: inSite,
      body: {
        title: 'Support hours',
        content: sampleContent,
        category: 'support',
        source_id: 'cms-4711',
        batch_id: 'spring-update',
      },
      reply: sampleAccepted,
    },
  },
  'documents.createQa': {
    id: 'documents.createQa',
    method: 'POST',
    path: '/api/v1/m2m/sites/{site_id}/documents/qa',
    surface: 'm2m',
    tag: 'Documents',
    summary: 'Add a question and its answer',
    description: 'Found by the question as well as by the answer; the answer is what is quoted.',
    scope: 'documents:write',
    params: ofSite,
    body: body({
      title: Type.Optional(
        nullable(text('Left out: the question.', { minLength: 1, maxLength: documentLimits.title })),
      ),
      question,
      answer,
      ...documentFields,
    }),
    reply: acceptedReplies,
    errors: ['SITE_ACCESS_DENIED', 'CONFLICT', 'ROLLOUT_PAUSED', 'ROLLOUT_CLOSED', 'DOCUMENT_LIMIT_REACHED'],
    idempotent: true,
    example: {
      params: inSite,
      body: { question: 'Can I return a lamp?', answer: sampleAnswer },
      reply: sampleQuestion,
    },
  },
  'documents.list': {
    id: 'documents.list',
    method: 'GET',
    path: '/api/v1/m2m/sites/{site_id}/documents',
    surface: 'm2m',
    tag: 'Documents',
    summary: 'List documents',
    description: 'Newest first, without their texts.',
    scope: 'documents:read',
    params: ofSite,
    query: Type.Object({
      ...pageQuery,
      status: Type.Optional(oneOf(documentStates)),
      readiness: Type.Optional(oneOf(readinessStates)),
      type: Type.Optional(oneOf(documentTypes)),
      category: Type.Optional(Type.String({ maxLength: documentLimits.category })),
      batch_id: Type.Optional(Type.String({ maxLength: documentLimits.id })),
      source_id: Type.Optional(Type.String({ maxLength: documentLimits.id })),
      q: Type.Optional(text('What stands in the title, in whatever case.', { maxLength: documentLimits.title })),
    }),
    reply: { status: 200, description: 'A page of documents.', schema: DocumentPage },
    errors: ['SITE_ACCESS_DENIED'],
    idempotent: false,
    example: {
      params: inSite,
      query: { batch_id: 'spring-update' },
      reply: { documents: [sampleDocument], meta: samplePageMeta },
    },
  },
  'documents.get': {
    id: 'documents.get',
    method: 'GET',
    path: '/api/v1/m2m/sites/{site_id}/documents/{document_id}',
    surface: 'm2m',
    tag: 'Documents',
    summary: 'Read a document',
    description: 'What it is and how far it is; its text stands in its versions.',
    scope: 'documents:read',
    params: ofDocument,
    reply: { status: 200, description: 'The document.', schema: Document },
    errors: ['SITE_ACCESS_DENIED'],
    idempotent: false,
    example: { params: inDocument, reply: sampleDocument },
  },
  'documents.update': {
    id: 'documents.update',
    method: 'PATCH',
    path: '/api/v1/m2m/sites/{site_id}/documents/{document_id}',
    surface: 'm2m',
    tag: 'Documents',
    summary: 'Change a document',
    description:
      'What is left out stays. Another title or text makes a new version; `content` is for texts, `question` and `answer` are for questions, files and pages are sent or fetched again.',
    scope: 'documents:write',
    params: ofDocument,
    body: body({
      title: Type.Optional(title),
      content: Type.Optional(content),
      question: Type.Optional(question),
      answer: Type.Optional(answer),
      category: documentFields.category,
      status: documentFields.status,
    }),
    reply: { status: 200, description: 'The document.', schema: Document },
    errors: ['SITE_ACCESS_DENIED', 'CONFLICT', 'ROLLOUT_PAUSED', 'ROLLOUT_CLOSED'],
    idempotent: false,
    example: {
      params: inDocument,
      body: { status: 'draft' },
      reply: { ...sampleDocument, status: 'draft', indexed_version: null },
    },
  },
  'documents.delete': {
    id: 'documents.delete',
    method: 'DELETE',
    path: '/api/v1/m2m/sites/{site_id}/documents/{document_id}',
    surface: 'm2m',
    tag: 'Documents',
    summary: 'Delete a document',
    description: 'With its versions and files. From then on nobody is answered from it.',
    scope: 'documents:write',
    params: ofDocument,
    reply: { status: 204, description: 'Deleted.', schema: null },
    errors: ['SITE_ACCESS_DENIED'],
    idempotent: false,
    example: { params: inDocument },
  },
  'documents.versions': {
    id: 'documents.versions',
    method: 'GET',
    path: '/api/v1/m2m/sites/{site_id}/documents/{document_id}/versions',
    surface: 'm2m',
    tag: 'Documents',
    summary: 'List the versions of a document',
    description: 'Newest first, without their texts.',
    scope: 'documents:read',
    params: ofDocument,
    query: Type.Object({ ...pageQuery }),
    reply: { status: 200, description: 'A page of versions.', schema: DocumentVersionPage },
    errors: ['SITE_ACCESS_DENIED'],
    idempotent: false,
    example: { params: inDocument, reply: { versions: [sampleVersion], meta: samplePageMeta } },
  },
  'documents.version': {
    id: 'documents.version',
    method: 'GET',
    path: '/api/v1/m2m/sites/{site_id}/documents/{document_id}/versions/{version}',
    surface: 'm2m',
    tag: 'Documents',
    summary: 'Read a version of a document',
    description: 'With its text.',
    scope: 'documents:read',
    params: ofVersion,
    reply: { status: 200, description: 'The version.', schema: DocumentVersionText },
    errors: ['SITE_ACCESS_DENIED'],
    idempotent: false,
    example: { params: { ...inDocument, version: '1' }, reply: { ...sampleVersion, content: sampleContent } },
  },
  'documents.rollback': {
    id: 'documents.rollback',
    method: 'POST',
    path: '/api/v1/m2m/sites/{site_id}/documents/{document_id}/rollback',
    surface: 'm2m',
    tag: 'Documents',
    summary: 'Say again what a version said',
    description:
      'Makes a new version with the title and the text of an earlier one. Nothing is lost, and nothing goes back.',
    scope: 'documents:write',
    params: ofDocument,
    body: body({
      version: Type.Integer({
        minimum: 1,
        maximum: 999_999_999,
        description: 'The version whose text is to hold again.',
      }),
    }),
    reply: { status: 201, description: 'The document with its new version.', schema: Document },
    errors: ['SITE_ACCESS_DENIED', 'CONFLICT', 'ROLLOUT_PAUSED', 'ROLLOUT_CLOSED'],
    idempotent: true,
    example: {
      params: inDocument,
      body: { version: 1 },
      reply: { ...sampleDocument, batch_id: null, version: 3, indexed_version: 3 },
    },
  },
  'documents.retry': {
    id: 'documents.retry',
    method: 'POST',
    path: '/api/v1/m2m/sites/{site_id}/documents/{document_id}/retry',
    surface: 'm2m',
    tag: 'Documents',
    summary: 'Try again to read a document',
    description: 'One that `failed`, or that is to be read once more. One that is being read is 409.',
    scope: 'documents:write',
    params: ofDocument,
    reply: { status: 202, description: 'The document, which is being read.', schema: Document },
    errors: ['SITE_ACCESS_DENIED', 'CONFLICT'],
    idempotent: true,
    example: {
      params: inDocument,
      reply: { ...sampleDocument, readiness: 'processing', progress: 0, step: 'waiting' },
    },
  },
} as const satisfies Record<string, RouteRow>
