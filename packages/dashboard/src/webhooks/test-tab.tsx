import type { TestDelivery, TestMode } from '@posthorn/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CircleCheck, CircleX, Send, ShieldAlert } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/card.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { SelectField } from '../ui/field.tsx'
import { refusal } from '../ui/refusal.ts'
import { AttemptDetail } from './attempt-detail.tsx'
import { describeTest } from './describe-test.ts'
import { useEventCatalogue } from './event-catalogue.ts'
import { useWebhook } from './webhook.ts'

export function TestTab() {
  const webhook = useWebhook()
  const client = useClient()
  const queries = useQueryClient()
  const missing = useMissingScope('webhooks:write')
  const [event, setEvent] = useState('')
  const test = useMutation({
    mutationFn: (mode: TestMode) => client.webhooks.test(webhook.id, { mode, ...(event === '' ? {} : { event }) }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['webhooks', webhook.id] }),
  })
  const reason = missing ?? refusal('webhook', 'test', webhook.status)
  const busy = (mode: TestMode) => test.isPending && test.variables === mode
  return (
    <div className="space-y-5">
      <Section
        title="Send a test event"
        description="One signed sample event, marked as a test, sent once and waited for at most 10 seconds. Ten an hour; failures do not count against the endpoint."
      >
        <div className="max-w-sm">
          <EventChoice event={event} onChange={setEvent} />
        </div>
        <div className="mt-5 flex flex-wrap gap-2">
          <Button
            look="primary"
            icon={<Send className="size-4" aria-hidden />}
            reason={reason}
            busy={busy('normal')}
            onClick={() => test.mutate('normal')}
          >
            Send a test
          </Button>
          <Button
            icon={<ShieldAlert className="size-4" aria-hidden />}
            reason={reason}
            busy={busy('tampered')}
            onClick={() => test.mutate('tampered')}
          >
            Send a tampered test
          </Button>
        </div>
        <p className="mt-3 text-xs text-faint">
          A tampered test carries a wrong signature on purpose. It passes when your handler answers 401.
        </p>
      </Section>
      <div aria-live="polite">
        {test.error && <ErrorNotice error={test.error} />}
        {test.isSuccess && <Result test={test.data} />}
      </div>
    </div>
  )
}

function EventChoice({ event, onChange }: { event: string; onChange: (event: string) => void }) {
  const { data: categories = [] } = useEventCatalogue()
  return (
    <SelectField label="Event" value={event} onChange={(change) => onChange(change.target.value)}>
      <option value="">The first one it subscribes to</option>
      {categories.map(({ name, types }) => (
        <optgroup key={name} label={name}>
          {types.map(({ type }) => (
            <option key={type}>{type}</option>
          ))}
        </optgroup>
      ))}
    </SelectField>
  )
}

function Result({ test }: { test: TestDelivery }) {
  const Icon = test.passed ? CircleCheck : CircleX
  return (
    <Section
      title={test.passed ? 'Passed' : 'Not passed'}
      description={
        <span className={`flex items-start gap-2 ${test.passed ? 'text-ok' : 'text-bad'}`}>
          <Icon className="mt-0.5 size-4 shrink-0" aria-hidden />
          {describeTest(test)}
        </span>
      }
    >
      <AttemptDetail webhookId={test.webhook_id} deliveryId={test.id} asExpected={test.passed} />
    </Section>
  )
}
