import type { EventLogLine, Webhook } from '@posthorn/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { RotateCcw } from 'lucide-react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/button.tsx'
import { refusal } from '../ui/refusal.ts'

export function ResendButton({ line, webhook }: { line: EventLogLine; webhook: Webhook }) {
  const client = useClient()
  const queries = useQueryClient()
  const missing = useMissingScope('webhooks:write')
  const resend = useMutation({
    mutationFn: (deliveryId: string) => client.deliveries.retry(webhook.id, deliveryId),
    onSuccess: async () => {
      announce(`${line.event_type} is sent again, with the same id and body.`)
      await queries.invalidateQueries({ queryKey: ['webhooks', webhook.id] })
    },
    onError: (error) => announce(error.message, 'bad'),
  })
  const { last_delivery_id: deliveryId } = line
  const reason = missing ?? reasonAgainst(line, webhook)
  return (
    <Button
      icon={<RotateCcw className="size-3.5" aria-hidden />}
      aria-label={`Resend ${line.event_type} ${line.event_id}`}
      className="shrink-0 px-2.5"
      busy={resend.isPending}
      reason={reason}
      onClick={() => {
        if (deliveryId !== null) resend.mutate(deliveryId)
      }}
    >
      <span className="hidden sm:inline">Resend</span>
    </Button>
  )
}

function reasonAgainst(line: EventLogLine, webhook: Webhook): string | null {
  const inactive = refusal('webhook', 'receive', webhook.status)
  if (inactive !== null) return 'The endpoint is inactive: activate it first.'
  if (line.last_delivery_id === null) return 'Nothing has been sent yet.'
  return refusal('delivery', 'resend', line.state)
}
