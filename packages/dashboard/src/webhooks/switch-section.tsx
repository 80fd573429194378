import type { Webhook } from '@posthorn/sdk'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/card.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { refusal } from '../ui/refusal.ts'
import { useChange } from './webhook.ts'

/** Active and inactive. Both buttons are always there; the table of states says which one can be pressed, and why not. */
export function SwitchSection({ webhook }: { webhook: Webhook }) {
  const client = useClient()
  const missing = useMissingScope('webhooks:write')
  const [asking, setAsking] = useState(false)
  const activate = useChange(
    () => client.webhooks.patch(webhook.id, { is_active: true }),
    'The endpoint is active again.',
  )
  const deactivate = useChange(
    () => client.webhooks.patch(webhook.id, { is_active: false }),
    'The endpoint is inactive.',
  )
  return (
    <Section
      title="Active or inactive"
      description="An inactive endpoint gets nothing, and what was waiting for it is cancelled. Active again, it starts with the next event; what failed can be recovered."
      actions={
        <>
          <Button
            reason={missing ?? refusal('webhook', 'activate', webhook.status)}
            busy={activate.isPending}
            onClick={() => activate.mutate(undefined)}
          >
            Activate
          </Button>
          <Button
            look="danger"
            reason={missing ?? refusal('webhook', 'deactivate', webhook.status)}
            onClick={() => setAsking(true)}
          >
            Deactivate
          </Button>
        </>
      }
    >
      {activate.error && <ErrorNotice error={activate.error} />}
      {asking && (
        <Confirm
          title="Deactivate this endpoint?"
          action="Deactivate"
          danger
          busy={deactivate.isPending}
          error={deactivate.error}
          onClose={() => setAsking(false)}
          onConfirm={() => deactivate.mutate(undefined, { onSuccess: () => setAsking(false) })}
        >
          <p className="break-all">{webhook.url}</p>
          <p>It gets no more events. What is pending or being retried is cancelled, and can be sent again by hand.</p>
        </Confirm>
      )}
    </Section>
  )
}
