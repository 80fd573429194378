import type { ApiKey } from '@posthorn/sdk'
import { useState } from 'react'
import { useMe } from '../session/me.ts'
import { Badge, Chip } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { dayOf } from '../ui/format-time.ts'
import { Moment, useNow } from '../ui/moment.tsx'
import { refusal } from '../ui/refusal.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { RevokeKeyDialog, RotateKeyDialog } from './key-dialogs.tsx'

const shownScopes = 6

export function ApiKeyRow({ apiKey, onMade }: { apiKey: ApiKey; onMade: (key: ApiKey) => void }) {
  const me = useMe()
  const [open, setOpen] = useState<'rotate' | 'revoke' | null>(null)
  const more = apiKey.scopes.length - shownScopes
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-3 px-5 py-4">
      <div className="min-w-0 flex-1 basis-80">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <span className="font-medium break-words">{apiKey.name}</span>
          <StateBadge state={apiKey.status} />
          <Badge dot={false}>{apiKey.environment}</Badge>
          {apiKey.id === me.key_id && (
            <Badge tone="info" dot={false}>
              this session
            </Badge>
          )}
        </p>
        <p className="mt-1 flex flex-wrap gap-x-2 text-xs text-faint">
          <code className="font-mono">{apiKey.display}</code>
          {apiKey.owner && <span>· ask {apiKey.owner}</span>}
        </p>
        <p className="mt-2 flex flex-wrap gap-1.5">
          {apiKey.scopes.slice(0, shownScopes).map((scope) => (
            <Chip key={scope}>{scope}</Chip>
          ))}
          {more > 0 && <span className="text-xs text-faint">and {more} more</span>}
        </p>
      </div>
      <KeyTimes apiKey={apiKey} />
      <div className="flex gap-2">
        <Button reason={refusal('apiKey', 'rotate', apiKey.status)} onClick={() => setOpen('rotate')}>
          Rotate
        </Button>
        <Button look="danger" reason={refusal('apiKey', 'revoke', apiKey.status)} onClick={() => setOpen('revoke')}>
          Revoke
        </Button>
      </div>
      {open === 'rotate' && <RotateKeyDialog {...{ apiKey, onMade }} onClose={() => setOpen(null)} />}
      {open === 'revoke' && <RevokeKeyDialog {...{ apiKey }} onClose={() => setOpen(null)} />}
    </li>
  )
}

function KeyTimes({ apiKey }: { apiKey: ApiKey }) {
  const now = useNow(60_000)
  const overdue = apiKey.status === 'active' && Date.parse(apiKey.rotate_by) < now
  return (
    <dl className="grid basis-52 grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-xs">
      <dt className="text-faint">Last used</dt>
      <dd>
        <Moment at={apiKey.last_used_at} />
      </dd>
      <dt className="text-faint">Created</dt>
      <dd>{dayOf(apiKey.created_at)}</dd>
      {apiKey.expires_at !== null && (
        <>
          <dt className="text-faint">Expires</dt>
          <dd>
            <Moment at={apiKey.expires_at} />
          </dd>
        </>
      )}
      {apiKey.revoked_at !== null ? (
        <>
          <dt className="text-faint">Revoked</dt>
          <dd>
            <Moment at={apiKey.revoked_at} />
          </dd>
        </>
      ) : (
        <>
          <dt className="text-faint">Rotate by</dt>
          <dd className={overdue ? 'text-warn' : ''}>
            {dayOf(apiKey.rotate_by)}
            {overdue && ', overdue'}
          </dd>
        </>
      )}
    </dl>
  )
}
