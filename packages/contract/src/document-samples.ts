/** Documents and sites for the examples, as the other samples typed. */
import type { AcceptedDocument, Document, DocumentVersion, Site } from './objects/document.ts'
import { created, sampleIds } from './samples.ts'

export const sampleDocumentIds = {
  document: 'doc_01KPJX9A1B2C3D4E5F6G7H8J9K',
  question: 'doc_01KPJX9B2C3D4E5F6G7H8J9K0M',
  file: 'doc_01KPJX9C3D4E5F6G7H8J9K0M1N',
  page: 'doc_01KPJX9D4E5F6G7H8J9K0M1N2P',
} as const

export const sampleContent =
  '# Support hours\n\nSupport is available Monday to Friday between 09:00 and 18:00. On public holidays it is closed.'

export const sampleDocument: Document = {
  id: sampleDocumentIds.document,
  object: 'document',
  site_id: sampleIds.site,
  type: 'text',
  title: 'Support hours',
  category: 'support',
  status: 'active',
  readiness: 'ready',
  progress: 100,
  step: null,
  failure: null,
  source_id: 'cms-4711',
  batch_id: 'spring-update',
  version: 1,
  indexed_version: 1,
  language: 'en',
  chunks: 1,
  bytes: 112,
  file_name: null,
  media_type: null,
  source_url: null,
  crawl: null,
  is_example: false,
  created_at: created,
  updated_at: created,
}

export const sampleAccepted: AcceptedDocument = { ...sampleDocument, unchanged: false }

export const sampleQuestion: AcceptedDocument = {
  ...sampleAccepted,
  id: sampleDocumentIds.question,
  type: 'qa',
  title: 'Can I return a lamp?',
  category: null,
  source_id: null,
  batch_id: null,
  bytes: 69,
}

export const sampleFile: Document = {
  ...sampleDocument,
  id: sampleDocumentIds.file,
  type: 'file',
  title: 'prices.csv',
  category: 'prices',
  readiness: 'processing',
  progress: 0,
  step: 'waiting',
  source_id: 'price-list',
  batch_id: null,
  indexed_version: null,
  language: null,
  chunks: 0,
  bytes: 25,
  file_name: 'prices.csv',
  media_type: 'text/csv',
}

export const samplePage: Document = {
  ...sampleDocument,
  id: sampleDocumentIds.page,
  type: 'url',
  title: 'Returns',
  category: null,
  source_id: null,
  batch_id: null,
  bytes: 4_096,
  file_name: 'returns',
  media_type: 'text/html; charset=utf-8',
  source_url: 'https://lumen.example/help/returns',
  crawl: { every_hours: 24, crawled_at: created, next_at: '2026-04-20T14:30:00Z', failure: null },
}

export const sampleAnswer = 'Yes, within 30 days, unused and in its box. The way back costs nothing.'

export const sampleVersion: DocumentVersion = {
  document_id: sampleDocumentIds.document,
  object: 'document.version',
  version: 1,
  title: sampleDocument.title,
  category: sampleDocument.category,
  question: null,
  language: 'en',
  chunks: 1,
  origin: 'created',
  origin_version: null,
  batch_id: 'spring-update',
  is_live: true,
  made_by: sampleIds.key,
  created_at: created,
}

export const sampleSite: Site = {
  id: sampleIds.site,
  object: 'site',
  name: 'Lumen Lamps',
  language: 'en',
  synonyms: [
    ['lamp', 'light'],
    ['parcel', 'package', 'delivery'],
  ],
  least_support: null,
  documents: { total: 12, draft: 2, active: 10, processing: 0, ready: 11, failed: 1 },
  created_at: created,
}
