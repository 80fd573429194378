import type { ChatStatistics } from '@posthorn/sdk'
import { Lines } from '../charts/lines.tsx'
import { StackedBars } from '../charts/stacked-bars.tsx'
import { Section } from '../ui/card.tsx'
import { dayNames, describeFeedback, describeLow, feedbackStacks, lowShares, percentName } from './chat-figures.ts'

/** Good and bad feedback by day, and beside it how many answers were unsure (wire contract 7, V21). */
export function FeedbackTrend({ statistics }: { statistics: ChatStatistics }) {
  const { daily, good, bad } = statistics
  return (
    <Section
      title="Feedback and confidence"
      description={`${good.toLocaleString('en')} good and ${bad.toLocaleString('en')} bad; ${percentName(statistics.low_confidence_share)} of the answers had low confidence, the declined ones included.`}
    >
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-2">
        <div className="min-w-0">
          <h3 className="mb-4 text-sm font-medium">Feedback by day</h3>
          <StackedBars label={describeFeedback(statistics)} stacks={feedbackStacks(daily)} />
        </div>
        <div className="min-w-0">
          <h3 className="mb-4 text-sm font-medium">Low confidence, share of the answers</h3>
          <Lines
            label={describeLow(statistics)}
            places={dayNames(daily)}
            lines={[{ name: 'Low confidence', colour: 'var(--chart-email)', values: lowShares(daily) }]}
            valueName={(value) => `${value}%`}
            end={100}
          />
        </div>
      </div>
    </Section>
  )
}
