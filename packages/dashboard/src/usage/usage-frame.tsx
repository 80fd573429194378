import { Outlet } from '@tanstack/react-router'
import { useMissingScope } from '../session/me.ts'
import { Page } from '../ui/page.tsx'
import { ScopeGate } from '../ui/scope-gate.tsx'
import { TabLinks } from '../ui/tab-links.tsx'

const tabs = [
  { to: '/settings/usage', name: 'Usage' },
  { to: '/settings/usage/delivery', name: 'Delivery rates' },
] as const

export function UsageFrame() {
  const missing = useMissingScope('account:read')
  return (
    <Page title="Usage" description="What was sent and what became of it. What test keys send is not counted.">
      <ScopeGate missing={missing} scope="account:read">
        <TabLinks label="Usage" tabs={tabs} />
        <div className="pt-6">
          <Outlet />
        </div>
      </ScopeGate>
    </Page>
  )
}
