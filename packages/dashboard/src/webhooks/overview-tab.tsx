import type { Webhook } from '@posthorn/sdk'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { useMissingScope } from '../session/me.ts'
import { Chip } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Fact, Facts, Section } from '../ui/card.tsx'
import { CopyIcon } from '../ui/copy.tsx'
import { Moment } from '../ui/moment.tsx'
import { DeleteSection } from './delete-section.tsx'
import { EditDialog } from './edit-dialog.tsx'
import { FailingSince, SuccessRate } from './health.tsx'
import { HealthStrip } from './health-strip.tsx'
import { SecretSection } from './secret-section.tsx'
import { SwitchSection } from './switch-section.tsx'
import { useWebhook } from './webhook.ts'

export function OverviewTab() {
  const webhook = useWebhook()
  return (
    <div className="space-y-5">
      <Section title="Health" description={<Health webhook={webhook} />}>
        <HealthStrip />
      </Section>
      <Settings webhook={webhook} />
      <SecretSection webhook={webhook} />
      <SwitchSection webhook={webhook} />
      <DeleteSection webhook={webhook} />
    </div>
  )
}

function Health({ webhook }: { webhook: Webhook }) {
  return (
    <span className="flex flex-wrap gap-x-6 gap-y-1">
      <SuccessRate webhook={webhook} />
      {webhook.last_delivery_at !== null && (
        <span>
          last delivery <Moment at={webhook.last_delivery_at} />
        </span>
      )}
      <FailingSince webhook={webhook} />
    </span>
  )
}

function Settings({ webhook }: { webhook: Webhook }) {
  const [editing, setEditing] = useState(false)
  const missing = useMissingScope('webhooks:write')
  return (
    <Section
      title="Settings"
      actions={
        <Button icon={<Pencil className="size-4" aria-hidden />} reason={missing} onClick={() => setEditing(true)}>
          Edit
        </Button>
      }
    >
      <Facts>
        <Fact name="Events">
          <span className="flex flex-wrap gap-1">
            {webhook.events.map((event) => (
              <Chip key={event}>{event}</Chip>
            ))}
          </span>
        </Fact>
        <Fact name="Retries">{webhook.retry_policy === 'standard' ? '5 in 21 minutes' : '11 in three days'}</Fact>
        <Fact name="Signatures">
          Standard Webhooks, X-Timely{webhook.signatures.includes('body') ? ', body alone' : ''}
        </Fact>
        <Fact name="Created">
          <Moment at={webhook.created_at} />
        </Fact>
        <Fact name="Changed">
          <Moment at={webhook.updated_at} />
        </Fact>
        <Fact name="Id">
          <span className="flex items-center gap-1">
            <span className="min-w-0 truncate font-mono text-xs">{webhook.id}</span>
            <CopyIcon text={webhook.id} label="Copy the id" />
          </span>
        </Fact>
      </Facts>
      {editing && <EditDialog webhook={webhook} onClose={() => setEditing(false)} />}
    </Section>
  )
}
