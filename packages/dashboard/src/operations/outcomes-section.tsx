import type { ChatStatistics } from '@posthorn/sdk'
import { StackedBars } from '../charts/stacked-bars.tsx'
import { Section } from '../ui/card.tsx'
import { TabPanels } from '../ui/tabs.tsx'
import { dateName } from '../usage/bars.ts'
import { describeOutcomes, outcomeStacks } from './chat-figures.ts'

const columns = [
  { key: 'requests', name: 'Questions' },
  { key: 'answered', name: 'Answered' },
  { key: 'declined', name: 'Declined' },
  { key: 'low_confidence', name: 'Low confidence' },
  { key: 'failed', name: 'Failed' },
  { key: 'timeouts', name: 'Timeouts' },
  { key: 'good', name: 'Good' },
  { key: 'bad', name: 'Bad' },
] as const

/** What became of the questions, by day, drawn and in numbers. */
export function OutcomesSection({ statistics }: { statistics: ChatStatistics }) {
  return (
    <Section title="Questions by day">
      <TabPanels
        label="Questions by day"
        tabs={[
          {
            name: 'Chart',
            content: <StackedBars label={describeOutcomes(statistics)} stacks={outcomeStacks(statistics.daily)} />,
          },
          { name: 'Table', content: <Table daily={statistics.daily} /> },
        ]}
      />
    </Section>
  )
}

function Table({ daily }: { daily: ChatStatistics['daily'] }) {
  return (
    <div
      role="region"
      aria-label="Questions by day as a table"
      tabIndex={0}
      className="relative max-h-96 overflow-auto rounded-xl border border-line"
    >
      <table className="w-full text-right text-sm tabular-nums">
        <thead className="sticky top-0 bg-surface text-xs text-faint">
          <tr>
            <th scope="col" className="px-4 py-2 text-left font-normal">
              Day
            </th>
            {columns.map(({ key, name }) => (
              <th key={key} scope="col" className="px-4 py-2 font-normal">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {daily.map((day) => (
            <tr key={day.date} className="border-t border-line">
              <th scope="row" className="px-4 py-1.5 text-left font-normal whitespace-nowrap">
                {dateName(day.date, 'daily')}
              </th>
              {columns.map(({ key }) => (
                <td key={key} className={`px-4 py-1.5 ${day[key] === 0 ? 'text-faint' : ''}`}>
                  {day[key].toLocaleString('en')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
