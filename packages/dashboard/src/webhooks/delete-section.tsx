import type { Webhook } from '@posthorn/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/card.tsx'
import { Confirm } from '../ui/confirm.tsx'

export function DeleteSection({ webhook }: { webhook: Webhook }) {
  const client = useClient()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const missing = useMissingScope('webhooks:write')
  const [asking, setAsking] = useState(false)
  const remove = useMutation({
    mutationFn: () => client.webhooks.delete(webhook.id),
    onSuccess: async () => {
      announce('The endpoint was deleted.')
      await navigate({ to: '/settings/webhooks' })
      queries.removeQueries({ queryKey: ['webhooks', webhook.id] })
      await queries.invalidateQueries({ queryKey: ['webhooks', 'list'] })
    },
  })
  return (
    <Section
      title="Delete"
      description="It receives nothing more, and what is pending is cancelled. Its history is kept for 30 days."
      actions={
        <Button look="danger" reason={missing} onClick={() => setAsking(true)}>
          Delete endpoint
        </Button>
      }
    >
      {asking && (
        <Confirm
          title="Delete this endpoint?"
          action="Delete for good"
          danger
          busy={remove.isPending}
          error={remove.error}
          onClose={() => setAsking(false)}
          onConfirm={() => remove.mutate()}
        >
          <p className="break-all">{webhook.url}</p>
          <p>This cannot be taken back. A new endpoint at the same address would have another secret.</p>
        </Confirm>
      )}
    </Section>
  )
}
