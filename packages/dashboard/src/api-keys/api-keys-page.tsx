import type { ApiKey } from '@posthorn/sdk'
import { useQuery } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { Answer } from '../ui/answer.tsx'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Empty } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { Pager } from '../ui/pager.tsx'
import { ScopeGate } from '../ui/scope-gate.tsx'
import { ApiKeyRow } from './api-key-row.tsx'
import { CreateKeyDialog } from './create-key-dialog.tsx'
import { NewKeyDialog } from './new-key-dialog.tsx'

export function ApiKeysPage() {
  const missing = useMissingScope('admin')
  const [creating, setCreating] = useState(false)
  const [made, setMade] = useState<ApiKey | null>(null)
  return (
    <Page
      title="API keys"
      description="One key for each integration, with the scopes that it needs and no more. Keys are stored hashed: a lost one is replaced, not recovered."
      actions={
        <Button
          look="primary"
          icon={<Plus className="size-4" aria-hidden />}
          reason={missing}
          onClick={() => setCreating(true)}
        >
          New key
        </Button>
      }
    >
      <ScopeGate missing={missing} scope="admin">
        <Keys onMade={setMade} />
      </ScopeGate>
      {creating && (
        <CreateKeyDialog
          onClose={() => setCreating(false)}
          onMade={(key) => {
            setCreating(false)
            setMade(key)
          }}
        />
      )}
      {made && <NewKeyDialog apiKey={made} onClose={() => setMade(null)} />}
    </Page>
  )
}

function Keys({ onMade }: { onMade: (key: ApiKey) => void }) {
  const client = useClient()
  const [page, setPage] = useState(1)
  const keys = useQuery({
    queryKey: ['api-keys', page],
    queryFn: () => client.apiKeys.list({ page, per_page: 50 }),
    placeholderData: (previous) => previous,
    refetchInterval: 30_000,
  })
  return (
    <Card className="overflow-hidden">
      <Answer of={keys}>
        {({ data, meta }) =>
          data.length === 0 ? (
            <Empty icon={<KeyRound className="size-6" />} title="No keys">
              Make one for each integration.
            </Empty>
          ) : (
            <>
              <ul className="divide-y divide-line">
                {data.map((key) => (
                  <ApiKeyRow key={key.id} apiKey={key} onMade={onMade} />
                ))}
              </ul>
              <Pager meta={meta} onPage={setPage} />
            </>
          )
        }
      </Answer>
    </Card>
  )
}
