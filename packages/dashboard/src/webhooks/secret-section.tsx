import type { Webhook } from '@posthorn/sdk'
import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/card.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { Moment } from '../ui/moment.tsx'
import { RotateDialog } from './rotate-dialog.tsx'
import { useChange } from './webhook.ts'

export function SecretSection({ webhook }: { webhook: Webhook }) {
  const missing = useMissingScope('webhooks:write')
  const [open, setOpen] = useState<'rotate' | 'confirm' | null>(null)
  const { pending } = webhook.secret_rotation
  return (
    <Section
      title="Signing secret"
      description={
        <>
          Begins with <code className="font-mono text-xs">{webhook.secret_prefix}</code>. It was shown once; a lost one
          is replaced by rotating it.
        </>
      }
      actions={
        <Button icon={<RotateCw className="size-4" aria-hidden />} reason={missing} onClick={() => setOpen('rotate')}>
          Rotate
        </Button>
      }
    >
      {pending && <Rotation webhook={webhook} missing={missing} onConfirm={() => setOpen('confirm')} />}
      {open === 'rotate' && <RotateDialog webhook={webhook} onClose={() => setOpen(null)} />}
      {open === 'confirm' && <ConfirmNewSecret webhook={webhook} onClose={() => setOpen(null)} />}
    </Section>
  )
}

function Rotation(props: { webhook: Webhook; missing: string | null; onConfirm: () => void }) {
  const until = props.webhook.secret_rotation.old_secret_valid_until
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-xl bg-info-soft p-4 text-sm text-info">
      <p className="min-w-0 flex-1 basis-64">
        Being rotated: the old secret signs beside the new one
        {until !== null && (
          <>
            {' '}
            and ends <Moment at={until} />
          </>
        )}
        . Confirm when your handler knows the new one.
      </p>
      <Button reason={props.missing} onClick={props.onConfirm}>
        Confirm the new secret
      </Button>
    </div>
  )
}

function ConfirmNewSecret({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const client = useClient()
  const confirm = useChange(() => client.webhooks.confirmSecret(webhook.id), 'Only the new secret signs from now on.')
  return (
    <Confirm
      title="Does your handler know the new secret?"
      action="It does: end the old one"
      busy={confirm.isPending}
      error={confirm.error}
      onClose={onClose}
      onConfirm={() => confirm.mutate(undefined, { onSuccess: onClose })}
    >
      <p>From now on only the new secret signs. A handler that knows only the old one would refuse every event.</p>
    </Confirm>
  )
}
