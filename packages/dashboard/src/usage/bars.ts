import type { Usage } from '@posthorn/sdk'

export type UsageLine = Usage['daily_breakdown'][number]

export const channelSeries = {
  sms: { name: 'SMS', colour: 'var(--chart-sms)' },
  emails: { name: 'E-mail', colour: 'var(--chart-email)' },
  whatsapp_messages: { name: 'WhatsApp', colour: 'var(--chart-whatsapp)' },
} as const
export type ChannelSeries = keyof typeof channelSeries
export const channelKeys = Object.keys(channelSeries) as ChannelSeries[]

export const measures = { sent: 'Sent', received: 'Received', credits: 'Credits' } as const
export type Measure = keyof typeof measures

export interface Part {
  readonly name: string
  readonly colour: string
  readonly value: number
}

export interface Bar {
  readonly date: string
  readonly total: number
  readonly parts: readonly Part[]
}

/** One bar for each day or month, its parts from the bottom up. */
export function barsOf(lines: readonly UsageLine[], measure: Measure): Bar[] {
  return lines.map((line) => {
    const parts =
      measure === 'credits'
        ? [{ name: 'Credits', colour: 'var(--chart-credits)', value: line.credits }]
        : channelKeys.map((key) => ({ ...channelSeries[key], value: line[key][measure] }))
    return { date: line.date, parts, total: parts.reduce((sum, { value }) => sum + value, 0) }
  })
}

const dayName = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const monthName = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' })

export type Granularity = 'daily' | 'monthly'

export const dateName = (date: string, by: Granularity): string =>
  (by === 'daily' ? dayName : monthName).format(new Date(date))

/** The whole chart in a sentence, for those who do not see it. */
export function describeBars(bars: readonly Bar[], measure: Measure, by: Granularity): string {
  const total = bars.reduce((sum, bar) => sum + bar.total, 0)
  const highest = bars.toSorted((one, other) => other.total - one.total)[0]
  const what = `${measures[measure]} from ${dateName(bars[0]?.date ?? '', by)} to ${dateName(bars.at(-1)?.date ?? '', by)}`
  if (total === 0 || highest === undefined) return `${what}: nothing.`
  return `${what}: ${total} in all, most on ${dateName(highest.date, by)} with ${highest.total}.`
}
