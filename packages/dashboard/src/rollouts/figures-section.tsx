import type { RolloutDetail } from '@posthorn/sdk'
import { Badge, type BadgeTone } from '../ui/badge.tsx'
import { Section } from '../ui/card.tsx'
import { Moment } from '../ui/moment.tsx'
import { Notice } from '../ui/notice.tsx'
import { shareName } from './rollout-words.ts'

type Watch = RolloutDetail['watch']
type Figures = Watch['batch']

const verdicts: Readonly<Record<Watch['verdict'], { tone: BadgeTone; words: string }>> = {
  acceptable: { tone: 'ok', words: 'acceptable' },
  poor: { tone: 'bad', words: 'poor' },
  unknown: { tone: 'idle', words: 'too early to say' },
}

/** What is measured in the sessions that see the batch, beside those that do not. */
export function FiguresSection({ rollout: { watch, thresholds, status } }: { rollout: RolloutDetail }) {
  const verdict = verdicts[watch.verdict]
  return (
    <Section
      title="Figures"
      description="Of the sessions that see the batch, beside those that do not, and the week before. It is paused by itself when a figure is out of bounds."
      actions={status !== 'draft' && <Badge tone={verdict.tone}>{verdict.words}</Badge>}
    >
      <div className="space-y-4">
        {watch.breaches.map((breach) => (
          <Notice key={breach.figure} tone="bad">
            {breach.sentence}
          </Notice>
        ))}
        {status !== 'draft' && watch.missing.length > 0 && <Notice tone="info">{watch.missing.join(' ')}</Notice>}
        <FiguresTable watch={watch} />
        <p className="text-xs text-faint">
          Counted <Since since={watch.since} />
          {watch.checked_at !== null && (
            <>
              , looked at last <Moment at={watch.checked_at} />
            </>
          )}
          . Judged from {thresholds.min_cases} cases on; too much is bad feedback on{' '}
          {shareName(thresholds.bad_feedback.least)} of the answers and {thresholds.bad_feedback.factor} times the
          baseline, low confidence on {shareName(thresholds.low_confidence.least)} and{' '}
          {thresholds.low_confidence.factor} times, or errors on {shareName(thresholds.errors.least)} and{' '}
          {thresholds.errors.factor} times.
        </p>
      </div>
    </Section>
  )
}

const Since = ({ since }: { since: string | null }) =>
  since === null ? (
    <>once it is started</>
  ) : (
    <>
      since <Moment at={since} />
    </>
  )

const rows = [
  { name: 'Questions asked', of: ({ requests }: Figures) => requests.toLocaleString('en'), figure: null },
  {
    name: 'Bad feedback',
    of: (of: Figures) => part(of.bad_feedback_share, of.bad_feedback, of.feedback),
    figure: 'bad_feedback',
  },
  {
    name: 'Low confidence',
    of: (of: Figures) => part(of.low_confidence_share, of.low_confidence, of.completed),
    figure: 'low_confidence',
  },
  { name: 'Errors and timeouts', of: (of: Figures) => part(of.error_share, of.errors, of.finished), figure: 'errors' },
] as const

const part = (share: number | null, bad: number, cases: number): string =>
  share === null ? '–' : `${shareName(share)} (${bad.toLocaleString('en')} of ${cases.toLocaleString('en')})`

function FiguresTable({ watch }: { watch: Watch }) {
  const isBreached = (figure: string | null) => watch.breaches.some((breach) => breach.figure === figure)
  return (
    <div
      role="region"
      aria-label="Figures beside the baseline"
      tabIndex={0}
      className="relative overflow-x-auto rounded-xl border border-line"
    >
      <table className="w-full text-right text-sm tabular-nums">
        <thead className="text-xs text-faint">
          <tr>
            <th scope="col" className="px-4 py-2.5 text-left font-normal">
              Figure
            </th>
            <th scope="col" className="px-4 py-2.5 font-medium text-ink">
              With the batch
            </th>
            <th scope="col" className="px-4 py-2.5 font-normal">
              Without it
            </th>
            <th scope="col" className="px-4 py-2.5 font-normal">
              Before
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, of, figure }) => (
            <tr key={name} className="border-t border-line">
              <th scope="row" className="px-4 py-2.5 text-left font-normal whitespace-nowrap">
                {name}
              </th>
              <td
                className={`px-4 py-2.5 font-medium whitespace-nowrap ${isBreached(figure) ? 'bg-bad-soft text-bad' : ''}`}
              >
                {of(watch.batch)}
              </td>
              <td className="px-4 py-2.5 whitespace-nowrap text-soft">{of(watch.others)}</td>
              <td className="px-4 py-2.5 whitespace-nowrap text-soft">{of(watch.before)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
