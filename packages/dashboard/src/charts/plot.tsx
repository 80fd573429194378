import type { ReactNode } from 'react'
import { labelled } from './scale.ts'

export interface Series {
  readonly name: string
  readonly colour: string
}

interface PlotProps {
  /** The whole chart in a sentence, for those who do not see it. */
  label: string
  /** How many places there are from left to right. */
  width: number
  /** Where the scale ends. */
  end: number
  /** Words of a value of the scale. */
  tickName?: (value: number) => string
  /** Names of the places; the first, the middle and the last are shown. */
  places: readonly string[]
  series: readonly Series[]
  low?: boolean
  children: ReactNode
}

/** The frame of a chart: scale, lines across, days below, what each colour means. The numbers stand in a table beside it. */
export function Plot({ label, width, end, tickName = inEnglish, places, series, low = false, children }: PlotProps) {
  const ticks = [end, end / 2, 0]
  const height = low ? 'h-28' : 'h-48'
  return (
    <figure>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
        <div
          aria-hidden
          className={`flex ${height} min-w-10 flex-col justify-between text-right text-xs text-faint tabular-nums`}
        >
          {ticks.map((tick) => (
            <span key={tick} className="-my-2">
              {tickName(tick)}
            </span>
          ))}
        </div>
        <div className={`relative ${height}`}>
          {ticks.map((tick) => (
            <div
              key={tick}
              aria-hidden
              className="absolute inset-x-0 border-t border-line"
              style={{ bottom: `${(tick / end) * 100}%` }}
            />
          ))}
          <svg
            role="img"
            aria-label={label}
            viewBox={`0 0 ${Math.max(1, width)} ${end}`}
            preserveAspectRatio="none"
            className="absolute inset-0 size-full overflow-visible"
          >
            {children}
          </svg>
        </div>
        <div aria-hidden className="col-start-2 mt-3 flex justify-between text-xs text-faint">
          {labelled(places.map((name, index) => ({ name, index }))).map(({ name, index }) => (
            <span key={index}>{name}</span>
          ))}
        </div>
      </div>
      {series.length > 1 && (
        <figcaption className="mt-4 flex flex-wrap gap-x-5 gap-y-1 text-xs text-soft">
          {series.map(({ name, colour }) => (
            <span key={name} className="flex items-center gap-2">
              <span aria-hidden className="size-2.5 rounded-sm" style={{ background: colour }} />
              {name}
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  )
}

const inEnglish = (value: number): string => value.toLocaleString('en')

/** Answers to the pointer over a whole place, not only over what is drawn there. */
export const PlaceTitle = ({ x, end, words }: { x: number; end: number; words: string }) => (
  <rect x={x} y={0} width={1} height={end} fill="transparent">
    <title>{words}</title>
  </rect>
)
