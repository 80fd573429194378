import type { ChatStatistics } from '@posthorn/sdk'
import type { Stack } from '../charts/stacked-bars.tsx'
import { dateName } from '../usage/bars.ts'

export type Day = ChatStatistics['daily'][number]

const name = (day: Day): string => dateName(day.date, 'daily')

/** What became of the questions of each day. */
export const outcomeStacks = (daily: readonly Day[]): Stack[] =>
  daily.map((day) => ({
    name: name(day),
    parts: [
      { name: 'Answered', colour: 'var(--chart-whatsapp)', value: day.answered },
      { name: 'Declined', colour: 'var(--chart-email)', value: day.declined },
      { name: 'Failed', colour: 'var(--bad)', value: day.failed },
    ],
  }))

export const feedbackStacks = (daily: readonly Day[]): Stack[] =>
  daily.map((day) => ({
    name: name(day),
    parts: [
      { name: 'Good', colour: 'var(--chart-whatsapp)', value: day.good },
      { name: 'Bad', colour: 'var(--bad)', value: day.bad },
    ],
  }))

/** Of the questions of each day that were completed, those with low confidence, in percent; null: none was completed. */
export const lowShares = (daily: readonly Day[]): (number | null)[] =>
  daily.map(({ answered, declined, low_confidence: low }) =>
    answered + declined === 0 ? null : Math.round((low / (answered + declined)) * 1_000) / 10,
  )

export const dayNames = (daily: readonly Day[]): string[] => daily.map(name)

/** A chart of feedback in a sentence, for those who do not see it. */
export function describeFeedback({ good, bad, from_date: from, to_date: to }: ChatStatistics): string {
  const span = `Feedback from ${from} to ${to}`
  return good + bad === 0 ? `${span}: none.` : `${span}: ${good} good, ${bad} bad.`
}

export function describeLow({ low_confidence_share: share, from_date: from, to_date: to }: ChatStatistics): string {
  const span = `Answers with low confidence by day from ${from} to ${to}`
  return share === null ? `${span}: nothing was answered.` : `${span}: ${percentName(share)} in all.`
}

export const describeOutcomes = ({
  answered,
  declined,
  failed,
  from_date: from,
  to_date: to,
}: ChatStatistics): string =>
  `Questions from ${from} to ${to}: ${answered} answered, ${declined} declined, ${failed} failed.`

export const percentName = (share: number | null): string => (share === null ? '–' : `${Math.round(share * 100)}%`)
