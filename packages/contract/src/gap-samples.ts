/** Gaps and the example knowledge base for the examples, as the other samples typed. */
import type { Gap, GapDetail, SiteExample } from './objects/gap.ts'
import { created, sampleIds, samplePageMeta } from './samples.ts'

export const sampleGapIds = {
  gap: 'gap_01KPJY0A1B2C3D4E5F6G7H8J9K',
  document: 'doc_01KPJXE2F3G4H5J6K7M8N9P0Q1',
} as const

export const sampleGap: Gap = {
  id: sampleGapIds.gap,
  object: 'gap',
  site_id: sampleIds.site,
  state: 'open',
  question_count: 14,
  session_count: 12,
  session_share: 0.031,
  reasons: { declined: 11, low_confidence: 2, bad_feedback: 1 },
  languages: [{ language: 'en', question_count: 14 }],
  examples: ['Do you ship to Iceland?', 'Can I have order [number] sent to Iceland?'],
  first_seen_at: '2026-04-12T08:11:40Z',
  last_seen_at: created,
  draft: {
    question: 'Do you ship to Iceland?',
    answer: 'We ship to all countries of the European Union. Parcels are handed to the carrier within two days.',
    title: null,
    category: null,
    status: 'to_check',
    hint: 'The answer is quoted from passages that are near, and that did not answer. Check it, then approve it, or change the document.',
    quotes: [
      {
        document_id: sampleGapIds.document,
        version: 2,
        title: 'Shipping',
        headings: ['Where we ship'],
        quote: 'We ship to all countries of the European Union. Parcels are handed to the carrier within two days.',
      },
    ],
    document: { document_id: sampleGapIds.document, title: 'Shipping' },
  },
  document_id: null,
  reopened: false,
  resolved_at: null,
  dismissed_at: null,
  created_at: '2026-04-12T08:11:40Z',
  updated_at: created,
}

export const sampleGapDetail: GapDetail = {
  ...sampleGap,
  questions: [
    {
      request_id: sampleIds.request,
      session_id: 'visitor-4711',
      question: 'Do you ship to Iceland?',
      language: 'en',
      reason: 'declined',
      asked_at: created,
    },
  ],
  meta: samplePageMeta,
}

export const sampleApprovedGap: Gap = {
  ...sampleGap,
  state: 'resolved',
  draft: {
    ...sampleGap.draft,
    answer: 'Yes, we ship to Iceland. It takes five to eight working days.',
    status: 'edited',
    hint: 'A document was made of it.',
  },
  document_id: 'doc_01KPJY7M8N9P0Q1R2S3T4V5W6X',
  resolved_at: created,
}

export const sampleExample: SiteExample = {
  site_id: sampleIds.site,
  state: 'answering',
  documents: [{ document_id: sampleGapIds.document, title: 'Support hours', type: 'text', language: 'en' }],
}
