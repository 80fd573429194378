import type { Scope } from '@posthorn/sdk'
import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { Card } from './card.tsx'
import { Empty } from './empty.tsx'

/** What a page shows to a key that may not see it. */
export function ScopeGate({ missing, scope, children }: { missing: string | null; scope: Scope; children: ReactNode }) {
  if (missing === null) return children
  return (
    <Card>
      <Empty icon={<Lock className="size-6" />} title="Not with this key">
        {missing} Sign in with a key that has <code className="font-mono text-xs">{scope}</code> to see this page.
      </Empty>
    </Card>
  )
}
