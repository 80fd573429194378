import { CircleAlert, CircleCheck, FileUp, RotateCw, X } from 'lucide-react'
import { Link } from '@tanstack/react-router'
import { IconButton, Spinner } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { sizeName } from './document-words.ts'
import type { Sending } from './upload-queue.ts'

interface UploadsProps {
  queue: readonly Sending[]
  again: (id: number) => void
  dismiss: (id: number) => void
}

/** What is being sent, and what became of it. Reading begins once a file is here, and shows in the list. */
export function Uploads({ queue, again, dismiss }: UploadsProps) {
  if (queue.length === 0) return null
  return (
    <Card className="mb-5 overflow-hidden">
      <h2 className="sr-only">Files being sent</h2>
      <ul aria-label="Files being sent" className="divide-y divide-line">
        {queue.map((sending) => (
          <li key={sending.id} className="flex items-start gap-3 px-5 py-3 text-sm">
            <Mark state={sending.state} />
            <div className="min-w-0 flex-1">
              <p className="break-words">
                <span className="font-medium">{sending.file.name}</span>{' '}
                <span className="text-xs text-faint">{sizeName(sending.file.size)}</span>
              </p>
              <State sending={sending} />
            </div>
            {sending.state === 'failed' && (
              <IconButton label={`Send ${sending.file.name} again`} onClick={() => again(sending.id)}>
                <RotateCw className="size-4" aria-hidden />
              </IconButton>
            )}
            {sending.state !== 'sending' && (
              <IconButton label={`Dismiss ${sending.file.name}`} onClick={() => dismiss(sending.id)}>
                <X className="size-4" aria-hidden />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Mark({ state }: Pick<Sending, 'state'>) {
  const place = 'mt-0.5 size-4 shrink-0'
  if (state === 'sent') return <CircleCheck className={`${place} text-ok`} aria-hidden />
  if (state === 'failed') return <CircleAlert className={`${place} text-bad`} aria-hidden />
  return <FileUp className={`${place} text-faint`} aria-hidden />
}

function State({ sending: { state, document, error } }: { sending: Sending }) {
  if (state === 'failed')
    return (
      <p role="alert" className="mt-0.5 break-words text-bad">
        {error?.message}
      </p>
    )
  if (document !== null)
    return (
      <p className="mt-0.5 text-soft">
        {document.unchanged ? 'It says the same already: nothing was changed. ' : 'Sent. '}
        <Link
          to="/knowledge/documents/$documentId"
          params={{ documentId: document.id }}
          search={{ site: document.site_id }}
          className="text-link underline"
        >
          See the document
        </Link>
      </p>
    )
  if (state === 'waiting') return <p className="mt-0.5 text-faint">waiting</p>
  return (
    <p className="mt-0.5 flex items-center gap-2 text-soft">
      <Spinner /> being sent
    </p>
  )
}
