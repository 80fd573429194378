import { StackedBars } from '../charts/stacked-bars.tsx'
import { type Bar, dateName, describeBars, type Granularity, type Measure } from './bars.ts'

/** One bar for each day or month. The numbers stand in the table beside it. */
export function UsageChart({ bars, measure, by }: { bars: readonly Bar[]; measure: Measure; by: Granularity }) {
  return (
    <StackedBars
      label={describeBars(bars, measure, by)}
      stacks={bars.map(({ date, parts }) => ({ name: dateName(date, by), parts }))}
    />
  )
}
