import { Link } from '@tanstack/react-router'
import { FileText, Globe, MessageCircleQuestion, RotateCw, Text } from 'lucide-react'
import { useClient } from '../session/client.ts'
import { useSite } from '../sites/sites.ts'
import { announce } from '../ui/announce.ts'
import { Badge, Chip } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Moment } from '../ui/moment.tsx'
import { DocumentProgress } from './document-progress.tsx'
import { type DocumentType, typeNames } from './document-words.ts'
import { useStanding } from './example.ts'
import { type Document, useDocumentChange } from './documents.ts'

const icons = {
  file: FileText,
  text: Text,
  qa: MessageCircleQuestion,
  url: Globe,
} as const satisfies Record<DocumentType, unknown>

interface DocumentRowProps {
  document: Document
  missing: string | null
  chosen: boolean
  onChoose: (chosen: boolean) => void
}

export function DocumentRow({ document, missing, chosen, onChoose }: DocumentRowProps) {
  const { tone, words, note } = useStanding(document)
  const Icon = icons[document.type]
  return (
    <li className="flex items-start gap-3 px-5 py-3.5 hover:bg-sunken/50">
      <input
        type="checkbox"
        aria-label={`Choose ${document.title}`}
        checked={chosen}
        onChange={(event) => onChoose(event.target.checked)}
        className="mt-1 size-4 shrink-0 accent-primary"
      />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Link
            to="/knowledge/documents/$documentId"
            params={{ documentId: document.id }}
            search={{ site: document.site_id }}
            className="flex min-w-0 items-start gap-2 font-medium hover:underline"
          >
            <Icon className="mt-1 size-4 shrink-0 text-faint" aria-label={typeNames[document.type]} />
            <span className="min-w-0 break-words">{document.title}</span>
          </Link>
          <Badge tone={tone}>{words}</Badge>
          {document.is_example && (
            <Badge tone="warn" dot={false}>
              example
            </Badge>
          )}
        </div>
        <DocumentProgress document={document} />
        {document.failure !== null && <p className="mt-1 text-sm break-words text-bad">{document.failure.message}</p>}
        {note !== null && document.readiness !== 'processing' && <p className="mt-1 text-sm text-soft">{note}</p>}
        <Aside document={document} />
      </div>
      {document.readiness === 'failed' && <RetryButton document={document} missing={missing} />}
    </li>
  )
}

function Aside({ document }: { document: Document }) {
  return (
    <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-faint">
      <span>
        {typeNames[document.type]}
        {document.language !== null && ` · ${document.language.toUpperCase()}`}
        {document.version > 1 && ` · version ${document.version}`}
      </span>
      {document.category !== null && <Chip>{document.category}</Chip>}
      {document.batch_id !== null && (
        <span className="max-w-full min-w-0 truncate">
          batch <span className="font-mono">{document.batch_id}</span>
        </span>
      )}
      {document.source_id !== null && (
        <span className="max-w-full min-w-0 truncate font-mono">{document.source_id}</span>
      )}
      <span>
        changed <Moment at={document.updated_at} />
      </span>
    </p>
  )
}

export function RetryButton({ document, missing }: { document: Document; missing: string | null }) {
  const client = useClient()
  const { id } = useSite()
  const retry = useDocumentChange(
    () => client.documents.retry(id, document.id),
    () => `“${document.title}” is being read again.`,
  )
  return (
    <Button
      icon={<RotateCw className="size-4" aria-hidden />}
      aria-label={`Try to read ${document.title} again`}
      reason={missing}
      busy={retry.isPending}
      onClick={() => retry.mutate(undefined, { onError: (error) => announce(error.message, 'bad') })}
    >
      Try again
    </Button>
  )
}
