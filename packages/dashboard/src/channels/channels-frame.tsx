import { Link, Outlet } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useMissingScope } from '../session/me.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'
import { ScopeGate } from '../ui/scope-gate.tsx'
import { TabLinks } from '../ui/tab-links.tsx'

const tabs = [
  { to: '/channels', name: 'Channels' },
  { to: '/channels/routing', name: 'Routing' },
] as const

/** The channels, and which of them carries what. */
export function ChannelsFrame() {
  const missing = useMissingScope('channels:read')
  return (
    <Page
      title="Channels"
      description="Your accounts with carriers. Without one, messages go to the simulator and nothing leaves the building."
      actions={<NewChannel />}
    >
      <ScopeGate missing={missing} scope="channels:read">
        <TabLinks label="Channels" tabs={tabs} />
        <div className="pt-6">
          <Outlet />
        </div>
      </ScopeGate>
    </Page>
  )
}

function NewChannel() {
  const missing = useMissingScope('channels:write')
  const icon = <Plus className="size-4" aria-hidden />
  if (missing !== null) {
    return (
      <Button look="primary" icon={icon} reason={missing}>
        New channel
      </Button>
    )
  }
  return (
    <Link to="/channels/new" className={buttonClass('primary')}>
      {icon}
      New channel
    </Link>
  )
}
