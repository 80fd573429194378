import type { Template } from '@posthorn/sdk'
import { Link } from '@tanstack/react-router'
import { RefreshCw, Send } from 'lucide-react'
import type { ReactNode } from 'react'
import { useChannels } from '../channels/channel-list.ts'
import { channelTitle } from '../channels/channel-words.ts'
import { useClient } from '../session/client.ts'
import { useMe, useMissingScope } from '../session/me.ts'
import { asSentence } from '../ui/as-sentence.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Fact, Facts, Section } from '../ui/card.tsx'
import { CopyIcon } from '../ui/copy.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { wholeTime } from '../ui/format-time.ts'
import { Moment } from '../ui/moment.tsx'
import { Notice } from '../ui/notice.tsx'
import { useTemplateChange } from './template.ts'
import { ageOf, categories, qualities, waitsLong, whyNotRefresh, whyNotSubmit } from './template-words.ts'

export function ApprovalSection({ template }: { template: Template }) {
  const client = useClient()
  const missing = useMissingScope('whatsapp:write')
  const isTestKey = useMe().test
  const submit = useTemplateChange(
    template,
    () => client.templates.submit(template.id),
    ({ name }) => `${name} was submitted.`,
  )
  const refresh = useTemplateChange(
    template,
    () => client.templates.refresh(template.id),
    ({ name, status, problem }) => (problem === null ? `${name} is ${status}.` : asSentence(problem)),
  )
  const whyNot = whyNotSubmit(template, isTestKey)
  return (
    <Section
      title="Approval"
      description={template.simulated ? 'By the built-in simulator: nobody reviews it, and no carrier knows it.' : null}
      actions={
        <>
          <Button
            icon={<RefreshCw className="size-4" aria-hidden />}
            reason={missing ?? whyNotRefresh(template, isTestKey)}
            busy={refresh.isPending}
            onClick={() => refresh.mutate()}
          >
            Ask the carrier now
          </Button>
          <Button
            look={whyNot === null ? 'primary' : 'secondary'}
            icon={<Send className="size-4" aria-hidden />}
            reason={missing ?? whyNot}
            busy={submit.isPending}
            onClick={() => submit.mutate()}
          >
            Submit
          </Button>
        </>
      }
    >
      <div className="space-y-5">
        {submit.error && <ErrorNotice error={submit.error} />}
        {refresh.error && <ErrorNotice error={refresh.error} />}
        <Findings template={template} />
        <FactsOf template={template} />
      </div>
    </Section>
  )
}

/** What somebody has to know, or to do something about. */
function Findings({ template }: { template: Template }) {
  const { status, rejection_reason: reason, problem, age_seconds: age } = template
  return (
    <>
      {reason !== null && (
        <Notice tone="bad">
          <p className="font-medium">{asSentence(reason)}</p>
          <p className="mt-0.5 text-xs">In the words of the carrier, which has it {status}.</p>
        </Notice>
      )}
      {problem !== null && (
        <Notice tone="warn">
          <p className="font-medium">The carrier could not be asked.</p>
          <p className="mt-0.5">{asSentence(problem)} It is tried again by itself.</p>
        </Notice>
      )}
      {waitsLong(template) && age !== null && (
        <Notice tone="warn">
          It waits for {ageOf(age)}. A review takes a week at most: look into it at the carrier.
        </Notice>
      )}
    </>
  )
}

function FactsOf({ template }: { template: Template }) {
  const { quality, age_seconds: age, provider_template_id: providerId } = template
  return (
    <Facts>
      <Fact name="Submitted">
        <When at={template.submitted_at} never="not yet" />
      </Fact>
      <Fact name="Age">{age === null ? <span className="text-faint">a draft has none</span> : ageOf(age)}</Fact>
      <Fact name="Approved">
        <When at={template.approved_at} never="not approved" />
      </Fact>
      <Fact name="Quality">
        <Badge tone={qualities[quality].tone}>{qualities[quality].name}</Badge>
      </Fact>
      <Fact name="Category">{categories[template.category].name}</Fact>
      <Fact name="Carrier last heard">
        <Moment at={template.checked_at} />
      </Fact>
      <Fact name="Account of">
        <Account template={template} />
      </Fact>
      <Fact name="Template id">
        <Id text={template.id} label="Copy the template id" />
      </Fact>
      {providerId !== null && (
        <Fact name="The carrier’s id">
          <Id text={providerId} label="Copy the carrier’s id" />
        </Fact>
      )}
    </Facts>
  )
}

function When({ at, never }: { at: string | null; never: string }) {
  if (at === null) return <span className="text-faint">{never}</span>
  return (
    <>
      {wholeTime(at)}
      <span className="block text-xs text-faint">
        <Moment at={at} />
      </span>
    </>
  )
}

function Account({ template: { channel_id: channelId, simulated } }: { template: Template }): ReactNode {
  const missing = useMissingScope('channels:read')
  if (channelId === null)
    return simulated ? 'the simulator' : <span className="text-faint">a channel that is gone</span>
  return missing === null ? <NamedChannel id={channelId} /> : <span className="font-mono text-xs">{channelId}</span>
}

function NamedChannel({ id }: { id: string }) {
  const { data } = useChannels()
  const channel = data?.find((each) => each.id === id)
  return (
    <Link to="/channels/$channelId" params={{ channelId: id }} className="text-link underline">
      {channel ? channelTitle(channel) : 'its channel'}
    </Link>
  )
}

function Id({ text, label }: { text: string; label: string }) {
  return (
    <span className="flex items-center gap-1">
      <span className="min-w-0 truncate font-mono text-xs">{text}</span>
      <CopyIcon text={text} label={label} />
    </span>
  )
}
