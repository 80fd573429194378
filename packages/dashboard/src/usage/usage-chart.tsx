import { type Bar, dateName, describeBars, type Granularity, type Measure, scaleEnd } from './bars.ts'

const gap = 0.25

/** Stacked bars, one for each day or month. The numbers stand in the table beside it. */
export function UsageChart({ bars, measure, by }: { bars: readonly Bar[]; measure: Measure; by: Granularity }) {
  const end = scaleEnd(Math.max(0, ...bars.map(({ total }) => total)))
  const series = bars[0]?.parts ?? []
  const ticks = [end, end / 2, 0]
  return (
    <figure>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
        <div aria-hidden className="flex h-48 flex-col justify-between text-right text-xs text-faint tabular-nums">
          {ticks.map((tick) => (
            <span key={tick} className="-my-2">
              {tick.toLocaleString('en')}
            </span>
          ))}
        </div>
        <div className="relative h-48">
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
            aria-label={describeBars(bars, measure, by)}
            viewBox={`0 0 ${Math.max(1, bars.length)} ${end}`}
            preserveAspectRatio="none"
            className="absolute inset-0 size-full overflow-visible"
          >
            {bars.map((bar, index) => (
              <StackedBar key={bar.date} bar={bar} x={index} end={end} by={by} />
            ))}
          </svg>
        </div>
        <div aria-hidden className="col-start-2 mt-3 flex justify-between text-xs text-faint">
          {labelled(bars).map((bar) => (
            <span key={bar.date}>{dateName(bar.date, by)}</span>
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

function StackedBar({ bar, x, end, by }: { bar: Bar; x: number; end: number; by: Granularity }) {
  const words = bar.parts.map(({ name, value }) => `${name} ${value.toLocaleString('en')}`).join(', ')
  let top = end
  return (
    <g>
      <title>{`${dateName(bar.date, by)}: ${words}`}</title>
      {/* The whole height answers to the pointer, not only what is filled. */}
      <rect x={x} y={0} width={1} height={end} fill="transparent" />
      {bar.parts.map(({ name, colour, value }) => {
        top -= value
        return <rect key={name} x={x + gap / 2} y={top} width={1 - gap} height={value} fill={colour} />
      })}
    </g>
  )
}

/** The first, the last, and the one in the middle where there is room between them. */
function labelled(bars: readonly Bar[]): Bar[] {
  const middle = bars.length > 4 ? bars[Math.floor((bars.length - 1) / 2)] : undefined
  return [...new Set([bars[0], middle, bars.at(-1)])].filter((bar) => bar !== undefined)
}
