import { PlaceTitle, Plot, type Series } from './plot.tsx'
import { runsOf, scaleEnd } from './scale.ts'

export interface Line extends Series {
  /** One for each place; null: nothing is known there. */
  readonly values: readonly (number | null)[]
}

interface LinesProps {
  label: string
  places: readonly string[]
  lines: readonly Line[]
  /** Words of a value, such as `1.2 s`. */
  valueName: (value: number) => string
  /** Where the scale ends; by default at the next round number above what is shown. */
  end?: number
  low?: boolean
}

/** Lines over days or hours. A line is broken where nothing is known. */
export function Lines({ label, places, lines, valueName, end: given, low = false }: LinesProps) {
  const end = given ?? scaleEnd(Math.max(0, ...lines.flatMap(({ values }) => values.map((value) => value ?? 0))))
  return (
    <Plot label={label} width={places.length} end={end} tickName={valueName} places={places} series={lines} low={low}>
      {lines.map((line) => (
        <OneLine key={line.name} line={line} end={end} />
      ))}
      {places.map((place, index) => (
        <PlaceTitle key={index} x={index} end={end} words={`${place}: ${wordsAt(lines, index, valueName)}`} />
      ))}
    </Plot>
  )
}

function OneLine({ line: { values, colour }, end }: { line: Line; end: number }) {
  return (
    <g fill="none" stroke={colour} strokeLinecap="round" strokeLinejoin="round">
      {runsOf(values).map(({ from, values: run }) => {
        const points = run.map((value, index) => `${from + index + 0.5} ${end - value}`)
        return (
          <g key={from}>
            <path d={`M ${points.join(' L ')}`} strokeWidth={2} vectorEffect="non-scaling-stroke" />
            {/* Dots stay round however the picture is stretched: they are lines without length. */}
            <path
              d={points.map((point) => `M ${point} h 0`).join(' ')}
              strokeWidth={points.length > 40 ? 2 : 6}
              vectorEffect="non-scaling-stroke"
            />
          </g>
        )
      })}
    </g>
  )
}

const wordsAt = (lines: readonly Line[], index: number, valueName: (value: number) => string): string =>
  lines
    .map(({ name, values }) => {
      const value = values[index] ?? null
      return `${name} ${value === null ? 'unknown' : valueName(value)}`
    })
    .join(', ')
