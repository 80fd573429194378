import type { RolloutDetail } from '@posthorn/sdk'
import { Link } from '@tanstack/react-router'
import { CodeBlock } from '../ui/code-block.tsx'
import { Badge } from '../ui/badge.tsx'
import { Section } from '../ui/card.tsx'
import { Moment } from '../ui/moment.tsx'

const readiness = { ready: 'ok', processing: 'info', failed: 'bad' } as const

/** What the batch brings: documents that are new, and new versions of those that are live. */
export function BatchDocuments({ rollout }: { rollout: RolloutDetail }) {
  return (
    <Section title="Documents of the batch" description="What is new, and what takes the place of what is live.">
      {rollout.documents.length === 0 ? (
        <div className="space-y-3 text-sm text-soft">
          <p>
            None yet. Add documents with this batch, on the page of the documents or by the API; each shows here as soon
            as it is accepted.
          </p>
          <CodeBlock
            label="body of POST …/documents/text"
            text={JSON.stringify({ title: '…', content: '…', source_id: '…', batch_id: rollout.batch_id }, null, 2)}
          />
        </div>
      ) : (
        <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line">
          {rollout.documents.map((document) => (
            <li key={document.document_id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 text-sm">
              <div className="min-w-0 flex-1 basis-56">
                <Link
                  to="/knowledge/documents/$documentId"
                  params={{ documentId: document.document_id }}
                  search={{ site: rollout.site_id, version: document.version }}
                  className="font-medium break-words hover:underline"
                >
                  {document.title}
                </Link>
                <p className="text-xs text-faint">
                  {document.change === 'new'
                    ? 'new'
                    : `version ${document.version} in place of ${document.live_version ?? '–'}`}
                  {document.source_id !== null && (
                    <>
                      {' '}
                      · <span className="font-mono break-all">{document.source_id}</span>
                    </>
                  )}
                </p>
              </div>
              <Badge tone={readiness[document.readiness]}>
                {document.readiness === 'processing' ? 'being read' : document.readiness}
              </Badge>
              <span className="text-xs text-faint">
                <Moment at={document.updated_at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
