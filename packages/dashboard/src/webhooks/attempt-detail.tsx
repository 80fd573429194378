import type { DeliveryDetail } from '@posthorn/sdk'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useClient } from '../session/client.ts'
import { Answer } from '../ui/answer.tsx'
import { Fact, Facts } from '../ui/card.tsx'
import { CodeBlock } from '../ui/code-block.tsx'
import { Tick } from '../ui/field.tsx'
import { milliseconds } from '../ui/format-time.ts'
import { Moment } from '../ui/moment.tsx'
import { prettyJson } from '../ui/pretty-json.ts'
import { errorsInWords } from './describe-test.ts'

interface AttemptDetailProps {
  webhookId: string
  deliveryId: string
  /** A tampered test passes by failing: then its failure is no news. */
  asExpected?: boolean
}

/** One attempt with what was sent and what came back. */
export function AttemptDetail({ webhookId, deliveryId, asExpected = false }: AttemptDetailProps) {
  const client = useClient()
  const delivery = useQuery({
    queryKey: ['webhooks', webhookId, 'deliveries', deliveryId],
    queryFn: () => client.deliveries.get(webhookId, deliveryId),
    refetchInterval: ({ state }) => (state.data?.status === 'pending' ? 3_000 : false),
  })
  return (
    <Answer of={delivery} rows={2}>
      {(detail) => <Detail delivery={detail} asExpected={asExpected} />}
    </Answer>
  )
}

function Detail({ delivery, asExpected }: { delivery: DeliveryDetail; asExpected: boolean }) {
  const [pretty, setPretty] = useState(true)
  const shown = (text: string) => (pretty ? prettyJson(text) : text)
  return (
    <div className="space-y-5">
      <Facts>
        <Fact name="Answer">{delivery.http_status ?? 'none'}</Fact>
        <Fact name="Took">
          {delivery.response_time_ms === null ? '–' : milliseconds(delivery.response_time_ms)}
          {delivery.slow && <span className="text-warn"> slow: over 5 seconds</span>}
        </Fact>
        <Fact name={delivery.status === 'pending' ? 'Due' : 'Sent'}>
          <Moment at={delivery.delivered_at ?? delivery.next_retry_at} />
        </Fact>
        {delivery.error && !asExpected && (
          <Fact name="What failed">
            <span className="text-bad">{delivery.error_detail ?? errorsInWords[delivery.error]}</span>
          </Fact>
        )}
      </Facts>
      <div className="grid gap-5 lg:grid-cols-2">
        <Half title="Request" headers={delivery.request_headers} note={delivery.url}>
          <CodeBlock text={shown(delivery.request_body)} label="request body" />
          <Tick
            className="mt-2"
            label="With line breaks"
            hint="Off: exactly the bytes that were signed"
            checked={pretty}
            onChange={() => setPretty(!pretty)}
          />
        </Half>
        <Half title="Response" headers={delivery.response_headers} note="The first 4 KiB">
          {delivery.response_body === null || delivery.response_body === '' ? (
            <p className="text-sm text-faint">{noResponse(delivery)}</p>
          ) : (
            <CodeBlock text={shown(delivery.response_body)} label="response body" />
          )}
        </Half>
      </div>
    </div>
  )
}

function noResponse(delivery: DeliveryDetail): string {
  if (delivery.status === 'pending') return 'Not sent yet.'
  return delivery.response_body === null ? 'No answer came.' : 'An empty body.'
}

interface HalfProps {
  title: string
  note: string
  headers: Record<string, string> | null
  children: ReactNode
}

function Half({ title, note, headers, children }: HalfProps) {
  return (
    <section className="min-w-0">
      <h3 className="text-sm font-medium">{title}</h3>
      <p className="mb-2 truncate text-xs text-faint" title={note}>
        {note}
      </p>
      {children}
      {headers !== null && (
        <details className="mt-3 text-sm">
          <summary className="text-soft hover:text-ink">{Object.keys(headers).length} headers</summary>
          <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 font-mono text-xs">
            {Object.entries(headers).map(([name, value]) => (
              <div key={name} className="contents">
                <dt className="text-faint">{name}</dt>
                <dd className="break-all">{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </section>
  )
}
