import type { ChatSource } from '@posthorn/sdk'
import { Link } from '@tanstack/react-router'
import { Quote } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { placeOf } from './place-of.ts'
import { SourceDialog } from './source-dialog.tsx'

interface SourceListProps {
  sources: readonly ChatSource[]
  siteId: string
}

/** What an answer rests on: the words of the document, and the heading they stand under. */
export function SourceList({ sources, siteId }: SourceListProps) {
  const [open, setOpen] = useState<ChatSource | null>(null)
  if (sources.length === 0) return null
  return (
    <>
      <ol aria-label="Sources" className="space-y-2">
        {sources.map((source, index) => (
          <li key={index} className="rounded-xl border border-line bg-sunken px-4 py-3 text-sm">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
              <p className="min-w-0 break-words">
                <span className="mr-2 text-xs text-faint tabular-nums">{index + 1}</span>
                <Link
                  to="/knowledge/documents/$documentId"
                  params={{ documentId: source.document_id }}
                  search={placeOf(source, siteId)}
                  className="font-medium hover:underline"
                >
                  {source.title}
                </Link>
                {source.headings.length > 0 && <span className="text-soft"> › {source.headings.join(' › ')}</span>}
              </p>
              <Button look="quiet" className="-my-1 -mr-2" onClick={() => setOpen(source)}>
                Show in the text
              </Button>
            </div>
            <blockquote className="mt-1.5 flex gap-2 text-soft">
              <Quote className="mt-1 size-3.5 shrink-0 text-faint" aria-hidden />
              <span className="line-clamp-4 min-w-0 break-words whitespace-pre-line">{source.quote}</span>
            </blockquote>
          </li>
        ))}
      </ol>
      {open && <SourceDialog source={open} siteId={siteId} onClose={() => setOpen(null)} />}
    </>
  )
}
