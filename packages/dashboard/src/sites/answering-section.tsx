import { useQuery } from '@tanstack/react-query'
import { useClient } from '../session/client.ts'
import { Answer } from '../ui/answer.tsx'
import { Badge, type BadgeTone } from '../ui/badge.tsx'
import { Fact, Facts, Section } from '../ui/card.tsx'
import { Moment } from '../ui/moment.tsx'
import { Notice } from '../ui/notice.tsx'
import { useSite } from './sites.ts'

/** What finds the words of the answers, and how well it is reached. Models are set up by whoever runs the server. */
export function AnsweringSection() {
  const client = useClient()
  const { id } = useSite()
  const answering = useQuery({
    queryKey: ['sites', id, 'answering'],
    queryFn: () => client.sites.answering(id),
    refetchInterval: 10_000,
  })
  return (
    <Section title="What answers">
      <Answer of={answering} rows={1}>
        {({ answered_by: by, model, embeddings }) => (
          <div className="space-y-5">
            <p className="text-sm text-soft">
              {by === 'documents'
                ? 'The documents are quoted, word for word. No language model is used.'
                : 'A language model words the answers; each quote is checked against its document. Where the model fails, the documents are quoted.'}
            </p>
            {model !== null && <Service title="Language model" service={model} />}
            {embeddings !== null && (
              <>
                <Service title="Search by meaning" service={embeddings} />
                <Facts>
                  <Fact name="Found by meaning">
                    {embeddings.with_vector.toLocaleString('en')} of {embeddings.chunks.toLocaleString('en')} pieces
                  </Fact>
                  <Fact name="Waiting">{embeddings.waiting.toLocaleString('en')}</Fact>
                  {embeddings.refused > 0 && (
                    <Fact name="Refused by the service">{embeddings.refused.toLocaleString('en')}</Fact>
                  )}
                </Facts>
              </>
            )}
          </div>
        )}
      </Answer>
    </Section>
  )
}

interface ServiceProps {
  title: string
  service: {
    readonly name: string
    readonly state: 'unknown' | 'reachable' | 'failing'
    readonly last_success_at: string | null
    readonly last_error: string | null
    readonly last_error_at: string | null
  }
}

const tones: Record<ServiceProps['service']['state'], BadgeTone> = { unknown: 'idle', reachable: 'ok', failing: 'bad' }
const states = { unknown: 'not called yet', reachable: 'reachable', failing: 'failing' } as const

function Service({ title, service }: ServiceProps) {
  return (
    <div className="space-y-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <span className="font-medium">{title}</span>
        <span className="font-mono text-xs text-soft">{service.name}</span>
        <Badge tone={tones[service.state]}>{states[service.state]}</Badge>
        {service.last_success_at !== null && (
          <span className="text-xs text-faint">
            answered <Moment at={service.last_success_at} />
          </span>
        )}
      </p>
      {service.state === 'failing' && service.last_error !== null && (
        <Notice tone="bad">
          {service.last_error} (<Moment at={service.last_error_at} />)
        </Notice>
      )}
    </div>
  )
}
