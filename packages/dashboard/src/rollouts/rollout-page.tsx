import type { RolloutDetail } from '@posthorn/sdk'
import { getRouteApi } from '@tanstack/react-router'
import { WithinSite } from '../sites/site-page.tsx'
import { Badge } from '../ui/badge.tsx'
import { Fact, Facts, Section } from '../ui/card.tsx'
import { CopyIcon } from '../ui/copy.tsx'
import { Moment } from '../ui/moment.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { UpLink } from '../ui/up-link.tsx'
import { BatchDocuments } from './batch-documents.tsx'
import { FiguresSection } from './figures-section.tsx'
import { LogSection } from './log-section.tsx'
import { useRollout } from './rollout.ts'
import { RolloutActions } from './rollout-actions.tsx'
import { seenBy, stateNames, stateTones } from './rollout-words.ts'
import { SmokeSection } from './smoke-section.tsx'
import { StageBar } from './stage-bar.tsx'
import { StepsSection } from './steps-section.tsx'

const route = getRouteApi('/knowledge/rollouts/$rolloutId')

export function RolloutPage() {
  const { site } = route.useSearch()
  return (
    <>
      <UpLink to="/knowledge/rollouts" search={site === undefined ? {} : { site }}>
        Content rollouts
      </UpLink>
      <WithinSite scope="documents:read">
        <OneRollout />
      </WithinSite>
    </>
  )
}

function OneRollout() {
  const rollout = useRollout()
  return (
    <Page
      title={rollout.name}
      heading={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <span className="min-w-0 break-words">{rollout.name}</span>
          <Badge tone={stateTones[rollout.status]}>{stateNames[rollout.status]}</Badge>
        </span>
      }
      description={`Now ${seenBy(rollout)}.`}
      actions={<RolloutActions rollout={rollout} />}
    >
      <div className="space-y-5">
        <Reason rollout={rollout} />
        {rollout.warnings.map((warning) => (
          <Notice key={warning} tone="warn">
            {warning}
          </Notice>
        ))}
        <Standing rollout={rollout} />
        <StepsSection rollout={rollout} />
        <SmokeSection rollout={rollout} />
        <FiguresSection rollout={rollout} />
        <BatchDocuments rollout={rollout} />
        <LogSection rollout={rollout} />
      </div>
    </Page>
  )
}

function Reason({ rollout: { status, reason, paused_by_watch: byWatch, paused_at: at } }: { rollout: RolloutDetail }) {
  if (reason === null || (status !== 'paused' && status !== 'rolled_back')) return null
  return (
    <Notice tone={status === 'paused' ? 'warn' : 'bad'}>
      <span className="font-medium">
        {status === 'rolled_back' ? 'Rolled back: ' : byWatch ? 'Paused by itself: ' : 'Paused: '}
      </span>
      {reason}
      {status === 'paused' && (
        <span className="ml-2 text-xs">
          <Moment at={at} />
        </span>
      )}
    </Notice>
  )
}

function Standing({ rollout }: { rollout: RolloutDetail }) {
  return (
    <Section title="Who sees it" description="The same session sees the same all along, and who is in stays in.">
      <div className="space-y-6">
        <StageBar rollout={rollout} />
        <Facts>
          <Fact name="Batch id">
            <span className="flex items-center gap-1">
              <span className="min-w-0 truncate font-mono text-xs">{rollout.batch_id}</span>
              <CopyIcon text={rollout.batch_id} label="Copy the batch id" />
            </span>
          </Fact>
          <Fact name="Created">
            <Moment at={rollout.created_at} />
          </Fact>
          <Fact name="Started">
            <Moment at={rollout.started_at} never="not yet" />
          </Fact>
        </Facts>
      </div>
    </Section>
  )
}
