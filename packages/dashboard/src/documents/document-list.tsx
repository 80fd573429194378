import { Library } from 'lucide-react'
import { useState } from 'react'
import { Answer } from '../ui/answer.tsx'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Empty } from '../ui/empty.tsx'
import { Tick } from '../ui/field.tsx'
import { Pager } from '../ui/pager.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { DocumentRow } from './document-row.tsx'
import { type changeSearch, type DocumentSearch, isFiltered } from './document-search.ts'
import { type Document, useDocuments } from './documents.ts'

interface DocumentListProps {
  search: DocumentSearch
  /** Why documents cannot be changed; null: they can. */
  missing: string | null
  onChange: (changes: Parameters<typeof changeSearch>[1]) => void
}

export function DocumentList({ search, missing, onChange }: DocumentListProps) {
  const list = useDocuments(search)
  const [chosen, setChosen] = useState<readonly string[]>([])
  return (
    <Card className="overflow-hidden">
      <Answer of={list} rows={6}>
        {({ documents, meta }) => {
          // What is no longer shown is no longer chosen.
          const shown = chosen.filter((id) => documents.some((document) => document.id === id))
          return (
            <>
              {documents.length === 0 ? (
                <Nothing filtered={isFiltered(search)} onClear={() => onChange(noFilters)} />
              ) : (
                <Head documents={documents} chosen={shown} onChoose={setChosen}>
                  <BulkBar {...{ search, missing, total: meta.total }} chosen={shown} onDone={() => setChosen([])} />
                </Head>
              )}
              <ul className="divide-y divide-line">
                {documents.map((document) => (
                  <DocumentRow
                    key={document.id}
                    {...{ document, missing }}
                    chosen={shown.includes(document.id)}
                    onChoose={(on) =>
                      setChosen(on ? [...shown, document.id] : shown.filter((id) => id !== document.id))
                    }
                  />
                ))}
              </ul>
              <Pager meta={meta} onPage={(page) => onChange({ page })} />
            </>
          )
        }}
      </Answer>
    </Card>
  )
}

const noFilters = {
  status: undefined,
  readiness: undefined,
  type: undefined,
  category: undefined,
  batch: undefined,
  q: undefined,
}

interface HeadProps {
  documents: readonly Document[]
  chosen: readonly string[]
  onChoose: (ids: readonly string[]) => void
  children: React.ReactNode
}

function Head({ documents, chosen, onChoose, children }: HeadProps) {
  const all = chosen.length === documents.length
  return (
    <div className="sticky top-0 z-[5] flex min-h-14 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-surface py-2 pr-3 pl-5">
      <Tick
        label={chosen.length === 0 ? 'Choose all on this page' : `${chosen.length} chosen`}
        className="text-soft"
        checked={all}
        ref={(box) => {
          if (box) box.indeterminate = chosen.length > 0 && !all
        }}
        onChange={() => onChoose(all ? [] : documents.map(({ id }) => id))}
      />
      <div className="ml-auto flex flex-wrap gap-2">{children}</div>
    </div>
  )
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (filtered) {
    return (
      <Empty
        icon={<Library className="size-6" />}
        title="No document matches"
        action={<Button onClick={onClear}>Show all documents</Button>}
      >
        None has all of what the filters ask for.
      </Empty>
    )
  }
  return (
    <Empty icon={<Library className="size-6" />} title="No document yet">
      Drop files here, or add a text, a question with its answer, or a page by its address. Markdown, HTML, plain text,
      PDF, DOCX and CSV are read.
    </Empty>
  )
}
