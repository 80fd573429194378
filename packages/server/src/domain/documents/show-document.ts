import type {
  AcceptedDocument,
  Document as PublicDocument,
  DocumentVersion,
  DocumentVersionText,
} from '@posthorn/contract'

import type { Answer } from '../../kernel/call.ts'
import { HOUR_MS, isoTime } from '../../kernel/time.ts'
import type { Document, Version, VersionRecord } from './document.ts'
import type { Put } from './put-document.ts'

export function showDocument(document: Document): PublicDocument {
  return {
    id: document.id,
    object: 'document',
    site_id: document.siteId,
    type: document.type,
    title: document.title,
    category: document.category,
    status: document.status,
    readiness: document.readiness,
    progress: document.progress,
    step: document.step,
    failure: document.failure && { code: document.failure.code, message: document.failure.message },
    source_id: document.sourceId,
    batch_id: document.batchId,
    version: document.version,
    indexed_version: document.indexedVersion,
    language: document.language,
    chunks: document.chunks,
    bytes: document.bytes,
    file_name: document.fileName,
    media_type: document.mediaType,
    source_url: document.sourceUrl,
    crawl: document.type === 'url' ? showCrawl(document) : null,
    is_example: document.isExample,
    created_at: isoTime(document.createdAt),
    updated_at: isoTime(document.updatedAt),
  }
}

function showCrawl({ recrawlEveryMs, crawledAt, recrawlAt, crawlFailure }: Document): PublicDocument['crawl'] {
  return {
    every_hours: recrawlEveryMs === null ? null : recrawlEveryMs / HOUR_MS,
    crawled_at: crawledAt === null ? null : isoTime(crawledAt),
    next_at: recrawlAt === null ? null : isoTime(recrawlAt),
    failure: crawlFailure && { code: crawlFailure.code, message: crawlFailure.message },
  }
}

/** What a call that gave content is answered with: 201, or 200 where nothing was done. */
export function acceptedAnswer({ document, outcome }: Put): Answer {
  const unchanged = outcome === 'unchanged'
  const body: AcceptedDocument = { ...showDocument(document), unchanged }
  return { status: unchanged ? 200 : 201, body }
}

export function showVersion(version: VersionRecord, document: Document): DocumentVersion {
  return {
    document_id: version.documentId,
    object: 'document.version',
    version: version.version,
    title: version.title,
    category: version.category,
    question: version.question,
    language: version.language,
    chunks: version.chunks,
    origin: version.origin,
    origin_version: version.originVersion,
    batch_id: version.batchId,
    is_live: version.version === document.indexedVersion,
    made_by: version.madeBy,
    created_at: isoTime(version.createdAt),
  }
}

export function showVersionText(version: Version, document: Document): DocumentVersionText {
  return { ...showVersion(version, document), content: version.content }
}
