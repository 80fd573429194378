import { Section } from '../ui/card.tsx'
import { RecoverForm } from './recover-form.tsx'
import { RecoveryList } from './recovery-list.tsx'
import { useWebhook } from './webhook.ts'

export function RecoverTab() {
  const webhook = useWebhook()
  return (
    <div className="space-y-5">
      <Section
        title="Recover a time range"
        description="After an outage: sends again, in the background, every event of the range that failed for good. Each keeps its id, so a handler that remembers ids takes none twice."
      >
        <RecoverForm webhook={webhook} />
      </Section>
      <RecoveryList webhook={webhook} />
    </div>
  )
}
