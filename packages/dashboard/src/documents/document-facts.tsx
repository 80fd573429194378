import { Section, Fact, Facts } from '../ui/card.tsx'
import { CopyIcon } from '../ui/copy.tsx'
import { Moment } from '../ui/moment.tsx'
import { Notice } from '../ui/notice.tsx'
import { useMissingScope } from '../session/me.ts'
import { DocumentProgress } from './document-progress.tsx'
import { RetryButton } from './document-row.tsx'
import { languageNames, sizeName } from './document-words.ts'
import { useStanding } from './example.ts'
import type { Document } from './documents.ts'
import { OriginalFile } from './original-file.tsx'
import { SourcePage } from './source-page.tsx'

/** Where it stands, and what is known of it. */
export function DocumentFacts({ document }: { document: Document }) {
  const missing = useMissingScope('documents:write')
  const { note, words } = useStanding(document)
  return (
    <Section
      title={words === 'set aside' ? 'The example has stepped aside: nobody is answered from it' : titleOf(document)}
      actions={document.readiness === 'failed' && <RetryButton document={document} missing={missing} />}
    >
      <div className="space-y-5">
        <DocumentProgress document={document} />
        {document.failure !== null && (
          <Notice tone="bad">
            {document.failure.message}
            <span className="ml-2 font-mono text-xs">{document.failure.code}</span>
          </Notice>
        )}
        {note !== null && document.readiness !== 'processing' && <Notice tone="warn">{note}</Notice>}
        <Facts>
          <Fact name="Language">{document.language === null ? <Unknown /> : languageNames[document.language]}</Fact>
          <Fact name="Size">
            {sizeName(document.bytes)}
            {document.chunks > 0 && `, ${document.chunks} ${document.chunks === 1 ? 'piece' : 'pieces'}`}
          </Fact>
          <Fact name="Version">
            {document.indexed_version === null || document.indexed_version === document.version
              ? document.version
              : `${document.version}; in answers: ${document.indexed_version}`}
          </Fact>
          {document.batch_id !== null && (
            <Fact name="Batch">
              <span className="font-mono text-xs break-all">{document.batch_id}</span>
            </Fact>
          )}
          {document.source_id !== null && (
            <Fact name="Source id">
              <span className="font-mono text-xs break-all">{document.source_id}</span>
            </Fact>
          )}
          <Fact name="Added">
            <Moment at={document.created_at} />
          </Fact>
          <Fact name="Changed">
            <Moment at={document.updated_at} />
          </Fact>
          <Fact name="Document id">
            <span className="flex items-center gap-1">
              <span className="min-w-0 truncate font-mono text-xs">{document.id}</span>
              <CopyIcon text={document.id} label="Copy the document id" />
            </span>
          </Fact>
        </Facts>
        {document.type === 'url' && <SourcePage document={document} />}
        <OriginalFile document={document} />
      </div>
    </Section>
  )
}

const Unknown = () => <span className="text-faint">not known yet</span>

function titleOf({ status, readiness, indexed_version: live }: Document): string {
  if (status === 'draft' && readiness === 'failed') return 'A draft that could not be read'
  if (status === 'draft') return 'A draft: nobody is answered from it'
  if (live !== null) return 'People are answered from it'
  if (readiness === 'processing') return 'It is being read'
  if (readiness === 'failed') return 'It could not be read'
  return 'Not in everybody’s answers yet'
}
