import { sha256Hex } from '../../kernel/sha256.ts'
import type { DocumentVersion } from './rollout.ts'

/** Says which documents there are, in which versions: whatever was said of others is stale. */
export function contentMark(documents: readonly Pick<DocumentVersion, 'documentId' | 'version'>[]): string {
  return sha256Hex(
    documents
      .map(({ documentId, version }) => `${documentId} ${version}`)
      .sort()
      .join('\n'),
  )
}

/** Says of what was asked what, and what was expected. */
export function smokeMark(
  documents: readonly Pick<DocumentVersion, 'documentId' | 'version'>[],
  questions: readonly { id: string; question: string; expected: string | null; documentId: string | null }[],
): string {
  const asked = questions.map(({ id, question, expected, documentId }) => [id, question, expected, documentId])
  return sha256Hex(
    `${contentMark(documents)}\n${asked
      .map((each) => JSON.stringify(each))
      .sort()
      .join('\n')}`,
  )
}
