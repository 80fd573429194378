import type { Channel, ChannelProvider } from '@posthorn/sdk'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { SchemaFields } from '../schema-form/schema-fields.tsx'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/card.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { useChannelChange, useOwnProvider } from './channel.ts'
import { focusFault } from '../ui/focus-fault.ts'
import { unplacedAt } from './fault-places.ts'
import { useAccountPart } from './use-account-form.ts'

export function CredentialsSection({ channel }: { channel: Channel }) {
  const [replacing, setReplacing] = useState(false)
  const missing = useMissingScope('channels:write')
  const provider = useOwnProvider(channel)
  return (
    <Section
      title="Credentials"
      description={
        channel.has_credentials
          ? 'They are kept sealed and cannot be shown. Replace them when they were changed at the carrier.'
          : 'None are kept.'
      }
      actions={
        <Button
          icon={<KeyRound className="size-4" aria-hidden />}
          reason={missing ?? (provider ? null : 'Its provider is not known yet.')}
          onClick={() => setReplacing(true)}
        >
          Replace
        </Button>
      }
    >
      {replacing && provider && (
        <ReplaceDialog channel={channel} provider={provider} onClose={() => setReplacing(false)} />
      )}
    </Section>
  )
}

interface ReplaceProps {
  channel: Channel
  provider: ChannelProvider
  onClose: () => void
}

function ReplaceDialog({ channel, provider, onClose }: ReplaceProps) {
  const client = useClient()
  const credentials = useAccountPart(provider, 'credentials')
  const save = useChannelChange(
    (given: Record<string, unknown>) => client.channels.update(channel.id, { credentials: given }),
    'The credentials were replaced.',
  )
  const notice = unplacedAt(save.error, credentials.paths)
  return (
    <Dialog title="Replace the credentials" wide onClose={onClose}>
      <form
        noValidate
        autoComplete="off"
        className="space-y-5"
        onSubmit={(event) => {
          event.preventDefault()
          const given = credentials.read()
          if (given !== null) save.mutate(given, { onSuccess: onClose })
          focusFault(event.currentTarget)
        }}
      >
        <p className="text-sm text-soft">
          What you give replaces all that is kept: leave nothing out.
          {channel.status !== 'disconnected' && ' They are tested first, and what the carrier refuses changes nothing.'}
        </p>
        <SchemaFields {...credentials} secret faultOf={credentials.faultOf(save.error)} />
        {notice && <ErrorNotice error={notice} />}
        <DialogActions>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" look="primary" busy={save.isPending}>
            Replace
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
