import type { DomainRecord } from '@posthorn/sdk'
import type { ReactNode } from 'react'
import { Badge } from '../ui/badge.tsx'
import { Card } from '../ui/card.tsx'
import { CopyLine } from '../ui/copy-line.tsx'
import { Moment } from '../ui/moment.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { asSentence } from '../ui/as-sentence.ts'
import { type RecordName, recordPurposes, recordTitles } from './records.ts'

/** One DNS record: what to publish beside what stands there. */
export function RecordCard({ name, record }: { name: RecordName; record: DomainRecord }) {
  const title = recordTitles[name]
  return (
    <Card className="p-5 sm:p-6">
      <section aria-label={title}>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h2 className="font-semibold">{title}</h2>
          <StateBadge state={record.status} />
          {!record.required && <Badge dot={false}>recommended</Badge>}
        </div>
        <p className="mt-1 text-sm text-soft">{recordPurposes[name]}</p>
        {record.problem !== null && (
          <p className={`mt-3 text-sm break-words ${record.status === 'failed' ? 'text-bad' : 'text-warn'}`}>
            {asSentence(record.problem)}
          </p>
        )}
        <div className="mt-4 space-y-4">
          <Labelled label={`Name of the ${record.type} record`}>
            <CopyLine text={record.name} label={`Copy the name of the ${title} record`} />
          </Labelled>
          <div className="grid gap-x-6 gap-y-4 md:grid-cols-2">
            <Labelled label="Expected value">
              <CopyLine text={record.value} label={`Copy the value of the ${title} record`} />
            </Labelled>
            <Found record={record} />
          </div>
        </div>
      </section>
    </Card>
  )
}

function Found({ record }: { record: DomainRecord }) {
  const label = (
    <>
      Found {record.found_at !== null && record.found_at !== record.name && <>at {record.found_at}</>}
      {record.checked_at !== null && (
        <>
          {' '}
          · <Moment at={record.checked_at} />
        </>
      )}
    </>
  )
  return (
    <Labelled label={label}>
      {record.found.length === 0 ? (
        <p className="rounded-lg border border-dashed border-line-strong px-3 py-2 text-sm text-faint">
          {record.checked_at === null ? 'Not looked up yet.' : 'Nothing stands there.'}
        </p>
      ) : (
        <ul className="space-y-2">
          {record.found.map((value, index) => (
            <li
              key={index}
              className="rounded-lg border border-line px-3 py-2 font-mono text-xs leading-relaxed break-all"
            >
              {value}
            </li>
          ))}
        </ul>
      )}
    </Labelled>
  )
}

function Labelled({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <p className="mb-1 text-xs break-words text-faint">{label}</p>
      {children}
    </div>
  )
}
