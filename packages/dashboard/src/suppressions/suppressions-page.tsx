import type { Suppression } from '@posthorn/sdk'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Download, MailX, Plus, Search, Trash2, Upload } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMe, useMissingScope } from '../session/me.ts'
import { announce } from '../ui/announce.ts'
import { Answer } from '../ui/answer.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { download } from '../ui/download.ts'
import { Empty } from '../ui/empty.tsx'
import { SelectField, TextField } from '../ui/field.tsx'
import { Moment } from '../ui/moment.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Pager } from '../ui/pager.tsx'
import { ScopeGate } from '../ui/scope-gate.tsx'
import { AddDialog } from './add-dialog.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { type Reason, reasonName, reasons, reasonTone } from './reasons.ts'

export function SuppressionsPage() {
  const missing = useMissingScope('email:write')
  const me = useMe()
  const [open, setOpen] = useState<'add' | 'import' | null>(null)
  return (
    <Page
      title="Suppressions"
      description="Addresses that get no e-mail: they bounced, complained, unsubscribed, or were put here by hand."
      actions={
        <>
          <ExportButton />
          <Button icon={<Upload className="size-4" aria-hidden />} reason={missing} onClick={() => setOpen('import')}>
            Import
          </Button>
          <Button
            look="primary"
            icon={<Plus className="size-4" aria-hidden />}
            reason={missing}
            onClick={() => setOpen('add')}
          >
            Add address
          </Button>
        </>
      }
    >
      <ScopeGate missing={missing} scope="email:write">
        {me.test && (
          <Notice tone="info" className="mb-4">
            This is the list of the test keys. Live mail never looks at it.
          </Notice>
        )}
        <List />
      </ScopeGate>
      {open === 'add' && <AddDialog onClose={() => setOpen(null)} />}
      {open === 'import' && <ImportDialog onClose={() => setOpen(null)} />}
    </Page>
  )
}

function ExportButton() {
  const client = useClient()
  const missing = useMissingScope('email:write')
  const fetch = useMutation({
    mutationFn: () => client.suppressions.export(),
    onSuccess: (text) => download('suppressions.ndjson', text, 'application/x-ndjson'),
    onError: (error) => announce(error.message, 'bad'),
  })
  return (
    <Button
      icon={<Download className="size-4" aria-hidden />}
      reason={missing}
      busy={fetch.isPending}
      onClick={() => fetch.mutate()}
    >
      Export
    </Button>
  )
}

interface Filter {
  readonly address: string
  readonly reason: Reason | ''
}

function List() {
  const client = useClient()
  const [filter, setFilter] = useState<Filter>({ address: '', reason: '' })
  const [page, setPage] = useState(1)
  const [removing, setRemoving] = useState<Suppression | null>(null)
  const list = useQuery({
    queryKey: ['suppressions', filter, page],
    queryFn: () =>
      client.suppressions.list({ page, address: filter.address || undefined, reason: filter.reason || undefined }),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  })
  const filtered = filter.address !== '' || filter.reason !== ''
  return (
    <>
      <Filters
        filter={filter}
        onChange={(changed) => {
          setPage(1)
          setFilter(changed)
        }}
      />
      <Card className="overflow-hidden">
        <Answer of={list}>
          {({ data, meta }) => (
            <>
              {data.length === 0 && <Nothing filter={filtered ? filter : null} />}
              <ul className="divide-y divide-line">
                {data.map((entry) => (
                  <Row key={entry.id} entry={entry} onRemove={() => setRemoving(entry)} />
                ))}
              </ul>
              <Pager meta={meta} onPage={setPage} />
            </>
          )}
        </Answer>
      </Card>
      {removing && <RemoveDialog entry={removing} onClose={() => setRemoving(null)} />}
    </>
  )
}

function Filters({ filter, onChange }: { filter: Filter; onChange: (filter: Filter) => void }) {
  const [address, setAddress] = useState(filter.address)
  return (
    <form
      role="search"
      className="mb-4 flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        onChange({ ...filter, address: address.trim() })
      }}
    >
      <TextField
        label="Address"
        type="search"
        value={address}
        placeholder="maria@example.com"
        spellCheck={false}
        autoComplete="off"
        className="w-64"
        onChange={(event) => {
          setAddress(event.target.value)
          if (event.target.value === '') onChange({ ...filter, address: '' })
        }}
      />
      <Button type="submit" icon={<Search className="size-4" aria-hidden />}>
        Search
      </Button>
      <SelectField
        label="Reason"
        value={filter.reason}
        onChange={(event) => onChange({ ...filter, reason: event.target.value as Reason | '' })}
      >
        <option value="">Any</option>
        {reasons.map((reason) => (
          <option key={reason} value={reason}>
            {reasonName(reason)}
          </option>
        ))}
      </SelectField>
    </form>
  )
}

function Nothing({ filter }: { filter: Filter | null }) {
  return (
    <Empty icon={<MailX className="size-6" />} title={filter === null ? 'Nobody is suppressed' : 'Not on the list'}>
      {filter === null
        ? 'Who bounces hard, complains or unsubscribes is entered by itself.'
        : filter.address === ''
          ? 'No address is here for this reason.'
          : `${filter.address} gets mail. The search takes whole addresses.`}
    </Empty>
  )
}

function Row({ entry, onRemove }: { entry: Suppression; onRemove: () => void }) {
  return (
    <li className="flex items-center gap-3 py-3 pr-3 pl-5 text-sm">
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-5 gap-y-1.5">
        <span className="min-w-0 flex-1 basis-64 font-medium break-all">{entry.address}</span>
        <span className="w-32">
          <Badge tone={reasonTone(entry.reason)}>{reasonName(entry.reason)}</Badge>
        </span>
        <span className="min-w-0 flex-1 basis-44 text-xs text-faint">
          since <Moment at={entry.created_at} />
          {entry.expires_at !== null && (
            <>
              {' '}
              · ends <Moment at={entry.expires_at} />
            </>
          )}
          {entry.message_id !== null && (
            <>
              {' '}
              ·{' '}
              <Link to="/messages/$messageId" params={{ messageId: entry.message_id }} className="text-link underline">
                the e-mail
              </Link>
            </>
          )}
        </span>
      </div>
      <IconButton label={`Remove ${entry.address}`} onClick={onRemove}>
        <Trash2 className="size-4" aria-hidden />
      </IconButton>
    </li>
  )
}

function RemoveDialog({ entry, onClose }: { entry: Suppression; onClose: () => void }) {
  const client = useClient()
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () => client.suppressions.delete(entry.id),
    onSuccess: async () => {
      announce(`${entry.address} gets mail again.`)
      onClose()
      await queries.invalidateQueries({ queryKey: ['suppressions'] })
    },
  })
  return (
    <Confirm
      title="Let it get mail again?"
      action="Remove from the list"
      danger={entry.reason !== 'manual'}
      busy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => remove.mutate()}
    >
      <p className="font-medium break-all text-ink">{entry.address}</p>
      {entry.reason === 'hard_bounce' && (
        <p>It bounced hard: to send to it again harms the name of your domain unless the mailbox exists by now.</p>
      )}
      {entry.reason === 'complaint' && <p>Its owner marked a mail as spam. Remove it only if they asked you to.</p>}
      {entry.reason === 'unsubscribe' && <p>Its owner unsubscribed. Remove it only if they asked you to.</p>}
    </Confirm>
  )
}
