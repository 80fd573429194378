import type { RolloutDetail, RolloutLogEntry } from '@posthorn/sdk'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useSite } from '../sites/sites.ts'
import { announce } from '../ui/announce.ts'
import { Answer } from '../ui/answer.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/card.tsx'
import { download } from '../ui/download.ts'
import { Moment } from '../ui/moment.tsx'
import { Pager } from '../ui/pager.tsx'
import { rolloutKeys } from './rollout.ts'
import { logWords } from './rollout-words.ts'

/** Who did what, when and why, with the source ids of every document. */
export function LogSection({ rollout }: { rollout: RolloutDetail }) {
  const client = useClient()
  const { id } = useSite()
  const [page, setPage] = useState(1)
  const log = useQuery({
    queryKey: [...rolloutKeys(id), 'log', rollout.id, rollout.log[0]?.number ?? 0, page],
    queryFn: () => client.rollouts.log(id, rollout.id, { page, per_page: 20 }),
    placeholderData: keepPreviousData,
  })
  const fetch = useMutation({
    mutationFn: () => client.rollouts.exportLog(id, rollout.id),
    onSuccess: (text) => download(`rollout-${rollout.batch_id}.ndjson`, text, 'application/x-ndjson'),
    onError: (error) => announce(error.message, 'bad'),
  })
  return (
    <Section
      title="Log"
      description="Who did what, when and why, with the source ids of the documents."
      actions={
        <Button
          icon={<Download className="size-4" aria-hidden />}
          busy={fetch.isPending}
          onClick={() => fetch.mutate()}
        >
          Export
        </Button>
      }
    >
      <Answer of={log}>
        {({ log: entries, meta }) => (
          <div className="overflow-hidden rounded-xl border border-line">
            <ul className="divide-y divide-line">
              {entries.map((entry) => (
                <LogEntry key={entry.number} entry={entry} />
              ))}
            </ul>
            <Pager meta={meta} onPage={setPage} />
          </div>
        )}
      </Answer>
    </Section>
  )
}

/** The platform itself, an API key, or whoever said so. */
function nameOf(by: string): string {
  if (by === 'watch') return 'The watch'
  return by.startsWith('key_') ? `The key …${by.slice(-6)}` : by
}

function LogEntry({ entry }: { entry: RolloutLogEntry }) {
  const sources = entry.documents.map(({ source_id: source, document_id: id }) => source ?? id)
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-4 py-2.5 text-sm">
      <span className="w-8 text-xs text-faint tabular-nums">{entry.number}</span>
      <div className="min-w-0 flex-1 basis-60">
        <p className="break-words">
          <span className="font-medium">{nameOf(entry.by)}</span> {logWords(entry)}{' '}
          {entry.override && <Badge tone="warn">overridden</Badge>}
        </p>
        {entry.reason !== null && <p className="break-words text-soft">{entry.reason}</p>}
        {sources.length > 0 && (
          <details className="text-xs text-faint">
            <summary className="hover:text-ink">
              {sources.length === 1 ? '1 document' : `${sources.length} documents`}
            </summary>
            <p className="mt-1 font-mono break-all">{sources.join(', ')}</p>
          </details>
        )}
      </div>
      <span className="text-xs text-faint">
        <Moment at={entry.at} />
      </span>
    </li>
  )
}
