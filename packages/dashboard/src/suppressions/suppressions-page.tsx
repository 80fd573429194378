import type { Suppression } from '@posthorn/sdk'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
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
import { TabLinks } from '../ui/tab-links.tsx'
import { AddDialog } from './add-dialog.tsx'
import { hasPage } from './has-page.ts'
import { ImportDialog } from './import-dialog.tsx'
import type { ListChannel } from './list-search.ts'
import { listChannels, lists } from './list-words.ts'
import { type Reason, reasonName, reasons, reasonTone } from './reasons.ts'

const route = getRouteApi('/email/suppressions')

export function SuppressionsPage() {
  const { channel = 'email' } = route.useSearch()
  const missing = useMissingScope('email:write')
  const me = useMe()
  const [open, setOpen] = useState<'add' | 'import' | null>(null)
  return (
    <Page
      title="Suppressions"
      description={lists[channel].about}
      actions={
        <>
          <ExportButton channel={channel} />
          <Button icon={<Upload className="size-4" aria-hidden />} reason={missing} onClick={() => setOpen('import')}>
            Import
          </Button>
          <Button
            look="primary"
            icon={<Plus className="size-4" aria-hidden />}
            reason={missing}
            onClick={() => setOpen('add')}
          >
            Add {lists[channel].address.noun}
          </Button>
        </>
      }
    >
      <ScopeGate missing={missing} scope="email:write">
        <div className="mb-5">
          <TabLinks label="Lists" tabs={tabs} />
        </div>
        {me.test && (
          <Notice tone="info" className="mb-4">
            This is the list of the test keys. Live messages never look at it.
          </Notice>
        )}
        {/* Another list begins at its first page, without a filter. */}
        <List key={channel} channel={channel} />
      </ScopeGate>
      {open === 'add' && <AddDialog channel={channel} onClose={() => setOpen(null)} />}
      {open === 'import' && <ImportDialog channel={channel} onClose={() => setOpen(null)} />}
    </Page>
  )
}

const tabs = listChannels.map((channel) => ({
  name: lists[channel].name,
  to: '/email/suppressions' as const,
  search: channel === 'email' ? {} : { channel },
}))

function ExportButton({ channel }: { channel: ListChannel }) {
  const client = useClient()
  const missing = useMissingScope('email:write')
  const fetch = useMutation({
    mutationFn: () => client.suppressions.export({ channel }),
    onSuccess: (text) => download(`suppressions-${channel}.ndjson`, text, 'application/x-ndjson'),
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

function List({ channel }: { channel: ListChannel }) {
  const client = useClient()
  const [filter, setFilter] = useState<Filter>({ address: '', reason: '' })
  const [page, setPage] = useState(1)
  const [removing, setRemoving] = useState<Suppression | null>(null)
  const list = useQuery({
    queryKey: ['suppressions', channel, filter, page],
    queryFn: () =>
      client.suppressions.list({
        channel,
        page,
        address: filter.address || undefined,
        reason: filter.reason || undefined,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  })
  const filtered = filter.address !== '' || filter.reason !== ''
  return (
    <>
      <Filters
        channel={channel}
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
              {data.length === 0 && <Nothing channel={channel} filter={filtered ? filter : null} />}
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

interface FiltersProps {
  channel: ListChannel
  filter: Filter
  onChange: (filter: Filter) => void
}

function Filters({ channel, filter, onChange }: FiltersProps) {
  const words = lists[channel].address
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
        label={channel === 'email' ? 'Address' : 'Number'}
        type="search"
        value={address}
        placeholder={words.example}
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

function Nothing({ channel, filter }: { channel: ListChannel; filter: Filter | null }) {
  const { address, messages, entersByItself } = lists[channel]
  return (
    <Empty icon={<MailX className="size-6" />} title={filter === null ? 'Nobody is suppressed' : 'Not on the list'}>
      {filter === null
        ? entersByItself
        : filter.address === ''
          ? `No ${address.noun} is here for this reason.`
          : `${filter.address} gets ${messages}. The search takes whole ${address.many.toLowerCase()}.`}
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
          {entry.message_id !== null && <Source entry={entry} />}
        </span>
      </div>
      <IconButton label={`Remove ${entry.address}`} onClick={onRemove}>
        <Trash2 className="size-4" aria-hidden />
      </IconButton>
    </li>
  )
}

/** The message that it came from. */
function Source({ entry }: { entry: Suppression }) {
  if (!hasPage(entry))
    return (
      <>
        {' '}
        · from <span className="font-mono break-all">{entry.message_id}</span>
      </>
    )
  return (
    <>
      {' '}
      ·{' '}
      <Link to="/messages/$messageId" params={{ messageId: entry.message_id }} className="text-link underline">
        {entry.channel === 'email' ? 'the e-mail' : 'the message'}
      </Link>
    </>
  )
}

function RemoveDialog({ entry, onClose }: { entry: Suppression; onClose: () => void }) {
  const client = useClient()
  const queries = useQueryClient()
  const { messages } = lists[entry.channel]
  const remove = useMutation({
    mutationFn: () => client.suppressions.delete(entry.id),
    onSuccess: async () => {
      announce(`${entry.address} gets ${messages} again.`)
      onClose()
      await queries.invalidateQueries({ queryKey: ['suppressions'] })
    },
  })
  return (
    <Confirm
      title={`Let it get ${messages} again?`}
      action="Remove from the list"
      danger={entry.reason !== 'manual'}
      busy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => remove.mutate()}
    >
      <p className="font-medium break-all text-ink">{entry.address}</p>
      {warnings[entry.reason] !== undefined && <p>{warnings[entry.reason]}</p>}
    </Confirm>
  )
}

/** What to think of before an address is written to again. */
const warnings: Readonly<Partial<Record<Reason, string>>> = {
  hard_bounce: 'It bounced hard: to send to it again harms the name of your domain unless the mailbox exists by now.',
  complaint: 'Its owner marked a message as spam. Remove it only if they asked you to.',
  unsubscribe: 'Its owner unsubscribed. Remove it only if they asked you to.',
  stop: 'Its owner answered STOP. Remove it only if they asked you to; with START they do it themselves.',
  provider_opt_out:
    'Its owner opted out at the carrier, which keeps a list of its own: it refuses what you send until they opt in there.',
}
