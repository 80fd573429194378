import type { Channel } from '@posthorn/sdk'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { labelOf, readSchema } from '../schema-form/read-schema.ts'
import { useMissingScope } from '../session/me.ts'
import { Button } from '../ui/button.tsx'
import { Fact, Facts, Section } from '../ui/card.tsx'
import { CopyIcon } from '../ui/copy.tsx'
import { CopyLine } from '../ui/copy-line.tsx'
import { Moment } from '../ui/moment.tsx'
import { Notice } from '../ui/notice.tsx'
import { builtInReason, useChannel, useOwnProvider } from './channel.ts'
import { CredentialsSection } from './credentials-section.tsx'
import { DeleteSection } from './delete-section.tsx'
import { EditDialog } from './edit-dialog.tsx'
import { HealthSection } from './health-section.tsx'

export function OverviewTab() {
  const channel = useChannel()
  return (
    <div className="space-y-5">
      <HealthSection channel={channel} />
      <Settings channel={channel} />
      <Callback channel={channel} />
      {!channel.built_in && <CredentialsSection channel={channel} />}
      {!channel.built_in && <DeleteSection channel={channel} />}
    </div>
  )
}

function Settings({ channel }: { channel: Channel }) {
  const [editing, setEditing] = useState(false)
  const missing = useMissingScope('channels:write')
  const provider = useOwnProvider(channel)
  const labels = new Map(provider ? readSchema(provider.settings).map(({ name, label }) => [name, label]) : [])
  return (
    <Section
      title="Settings"
      actions={
        <Button
          icon={<Pencil className="size-4" aria-hidden />}
          reason={missing ?? builtInReason(channel) ?? (provider ? null : 'Its provider is not known yet.')}
          onClick={() => setEditing(true)}
        >
          Edit
        </Button>
      }
    >
      <Facts>
        {Object.entries(channel.settings).map(([name, value]) => (
          <Fact key={name} name={labels.get(name) ?? labelOf(name)}>
            <span className="font-mono text-xs break-all">
              {typeof value === 'string' ? value : JSON.stringify(value)}
            </span>
          </Fact>
        ))}
        <Fact name="Created">
          <Moment at={channel.created_at} />
        </Fact>
        <Fact name="Changed">
          <Moment at={channel.updated_at} />
        </Fact>
        <Fact name="Id">
          <span className="flex items-center gap-1">
            <span className="min-w-0 truncate font-mono text-xs">{channel.id}</span>
            <CopyIcon text={channel.id} label="Copy the id" />
          </span>
        </Fact>
      </Facts>
      {editing && provider && <EditDialog channel={channel} provider={provider} onClose={() => setEditing(false)} />}
    </Section>
  )
}

/** Where the carrier reports, for those that do. */
function Callback({ channel }: { channel: Channel }) {
  const provider = useOwnProvider(channel)
  if (!provider?.takes_callbacks) return null
  return (
    <Section
      title="Callback address"
      description="Where the carrier reports what became of messages. Enter it in the carrier’s console wherever it asks for the address of a callback or webhook."
    >
      {provider.callback_url === null ? (
        <Notice tone="warn">
          No report can come: the server does not know its own address. Set <code>POSTHORN_PUBLIC_URL</code> to where
          the internet reaches it, and restart it.
        </Notice>
      ) : (
        <CopyLine text={provider.callback_url.replace('{channel_id}', channel.id)} label="Copy the callback address" />
      )}
    </Section>
  )
}
