import { useMissingScope } from '../session/me.ts'
import { Answer } from '../ui/answer.tsx'
import { Page } from '../ui/page.tsx'
import { ScopeGate } from '../ui/scope-gate.tsx'
import { AlertsSection } from './alerts-section.tsx'
import { useWorkspace } from './credits.ts'
import { CreditsSection } from './credits-section.tsx'
import { PlanSection } from './plan-section.tsx'

export function BillingPage() {
  const missing = useMissingScope('account:read')
  return (
    <Page title="Billing" description="The plan, its credits, and who is told before they run out.">
      <ScopeGate missing={missing} scope="account:read">
        <div className="space-y-5">
          <CreditsSection />
          <Workspace />
        </div>
      </ScopeGate>
    </Page>
  )
}

function Workspace() {
  const workspace = useWorkspace()
  return (
    <Answer of={workspace}>
      {(known) => (
        <>
          <AlertsSection key={JSON.stringify(known.credit_alert)} workspace={known} />
          <PlanSection workspace={known} />
        </>
      )}
    </Answer>
  )
}
