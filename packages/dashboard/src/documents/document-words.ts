import type { Document } from '@posthorn/sdk'
import type { BadgeTone } from '../ui/badge.tsx'

export type DocumentType = Document['type']

export const typeNames = {
  file: 'File',
  text: 'Text',
  qa: 'Question',
  url: 'Page',
} as const satisfies Record<DocumentType, string>

export const stepNames = {
  waiting: 'waiting for its turn',
  fetching: 'fetching the page',
  reading: 'reading',
  indexing: 'making it findable',
} as const satisfies Record<NonNullable<Document['step']>, string>

export const languageNames = {
  en: 'English',
  pt: 'Portuguese',
  es: 'Spanish',
  fr: 'French',
  de: 'German',
} as const satisfies Record<NonNullable<Document['language']>, string>

export interface Standing {
  readonly tone: BadgeTone
  readonly words: string
  /** What else there is to know, as a sentence; null: nothing. */
  readonly note: string | null
}

type Stood = Pick<Document, 'status' | 'readiness' | 'version' | 'indexed_version' | 'batch_id'> & {
  /** Of the example: whether it has stepped aside for documents of the site's own. */
  readonly isAside?: boolean
}

/** Whether people are answered from a document, in words. What is being read or failed does not hide what is in answers. */
export function standingOf(document: Stood): Standing {
  const { status, readiness, version, indexed_version: live, batch_id: batch } = document
  if (status === 'draft') {
    return readiness === 'failed'
      ? { tone: 'bad', words: 'draft, failed', note: null }
      : { tone: 'idle', words: 'draft', note: null }
  }
  if (document.isAside === true) return { tone: 'idle', words: 'set aside', note: null }
  if (live !== null) return { tone: 'ok', words: 'in answers', note: noteOnLatest({ readiness, version, live, batch }) }
  if (readiness === 'processing') return { tone: 'info', words: 'being read', note: null }
  if (readiness === 'failed') return { tone: 'bad', words: 'failed', note: null }
  return { tone: 'warn', words: 'on trial', note: trial(batch) }
}

interface Latest {
  readonly readiness: Document['readiness']
  readonly version: number
  readonly live: number
  readonly batch: string | null
}

/** Of a document that is in answers: what of its latest version, where that is not the one. */
function noteOnLatest({ readiness, version, live, batch }: Latest): string | null {
  if (readiness === 'processing')
    return version === live
      ? 'It is being read again.'
      : `Version ${version} is being read; answers come from version ${live}.`
  if (readiness === 'failed')
    return version === live
      ? 'Reading it again failed.'
      : `Version ${version} could not be read; answers come from version ${live}.`
  return version === live ? null : `Answers come from version ${live}. Version ${version}: ${trial(batch)}`
}

const trial = (batch: string | null): string =>
  batch === null ? 'Not in answers yet.' : `It waits for the rollout of the batch ${batch}.`

/** Whether it will look different soon by itself. */
export const isMoving = ({ readiness }: Pick<Document, 'readiness'>): boolean => readiness === 'processing'

export function sizeName(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
