import type { ChannelProvider } from '@posthorn/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { SchemaFields } from '../schema-form/schema-fields.tsx'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { announce } from '../ui/announce.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { TextField, Tick } from '../ui/field.tsx'
import { faultOf } from '../ui/field-fault.ts'
import { focusFault } from '../ui/focus-fault.ts'
import { unplacedAt } from './fault-places.ts'
import { useAccountPart } from './use-account-form.ts'

/** Enters an account; where the carrier does not take it, its reason stands above the button. */
export function EnterForm({ provider }: { provider: ChannelProvider }) {
  const missing = useMissingScope('channels:write')
  const [name, setName] = useState('')
  const [check, setCheck] = useState(true)
  const settings = useAccountPart(provider, 'settings')
  const credentials = useAccountPart(provider, 'credentials')
  const create = useEnter(provider)
  const notice = unplacedAt(create.error, ['name', ...settings.paths, ...credentials.paths])

  const enter = () => {
    const given = [settings.read(), credentials.read()] as const
    if (missing !== null || name === '' || given[0] === null || given[1] === null) return
    create.mutate({ name, check, settings: given[0], credentials: given[1] })
  }
  return (
    <form
      noValidate
      autoComplete="off"
      className="space-y-6 border-t border-line pt-6"
      onSubmit={(event) => {
        event.preventDefault()
        enter()
        focusFault(event.currentTarget)
      }}
    >
      <div className="max-w-md">
        <TextField
          label="Name"
          required
          maxLength={100}
          value={name}
          hint="How you call it: it is shown here, in events and in notices."
          error={faultOf(create.error, 'name')}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <Part title="Settings">
        <SchemaFields {...settings} faultOf={settings.faultOf(create.error)} />
      </Part>
      {credentials.fields.length > 0 && (
        <Part title="Credentials" hint="Sealed at once and never shown again.">
          <SchemaFields {...credentials} secret faultOf={credentials.faultOf(create.error)} />
        </Part>
      )}
      <Tick
        label="Test the connection first"
        hint="What cannot be connected is not kept. Untested, it is kept disconnected until you connect it."
        checked={check}
        onChange={(event) => setCheck(event.target.checked)}
      />
      {notice && <ErrorNotice error={notice} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Link to="/channels" className={buttonClass('quiet')}>
          Cancel
        </Link>
        <Button
          type="submit"
          look="primary"
          busy={create.isPending}
          reason={missing ?? (name === '' ? 'Give it a name first.' : null)}
        >
          {check ? 'Test and keep' : 'Keep without a test'}
        </Button>
      </div>
    </form>
  )
}

interface Given {
  name: string
  check: boolean
  settings: Record<string, unknown>
  credentials: Record<string, unknown>
}

function useEnter({ provider }: ChannelProvider) {
  const client = useClient()
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (given: Given) => client.channels.create({ provider, ...given }),
    onSuccess: async (channel) => {
      announce(channel.status === 'connected' ? `${channel.name} is connected.` : `${channel.name} was kept.`)
      await queries.invalidateQueries({ queryKey: ['channels'] })
      await navigate({ to: '/channels/$channelId', params: { channelId: channel.id } })
    },
  })
}

function Part({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <fieldset className="min-w-0">
      <legend className="font-medium">{title}</legend>
      {hint && <p className="text-xs text-faint">{hint}</p>}
      <div className="mt-3">{children}</div>
    </fieldset>
  )
}
