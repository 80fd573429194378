import { PlaceTitle, Plot, type Series } from './plot.tsx'
import { scaleEnd } from './scale.ts'

export interface Stack {
  readonly name: string
  /** From the bottom up. */
  readonly parts: readonly (Series & { readonly value: number })[]
}

interface StackedBarsProps {
  label: string
  stacks: readonly Stack[]
  low?: boolean
}

const gap = 0.25

/** Stacked bars, one for each day or month. */
export function StackedBars({ label, stacks, low = false }: StackedBarsProps) {
  const end = scaleEnd(Math.max(0, ...stacks.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0))))
  return (
    <Plot
      label={label}
      width={stacks.length}
      end={end}
      places={stacks.map(({ name }) => name)}
      series={stacks[0]?.parts ?? []}
      low={low}
    >
      {stacks.map((stack, index) => (
        <Bar key={index} stack={stack} x={index} end={end} />
      ))}
    </Plot>
  )
}

function Bar({ stack, x, end }: { stack: Stack; x: number; end: number }) {
  const words = stack.parts.map(({ name, value }) => `${name} ${value.toLocaleString('en')}`).join(', ')
  let top = end
  return (
    <g>
      {stack.parts.map(({ name, colour, value }) => {
        top -= value
        return <rect key={name} x={x + gap / 2} y={top} width={1 - gap} height={value} fill={colour} />
      })}
      <PlaceTitle x={x} end={end} words={`${stack.name}: ${words}`} />
    </g>
  )
}
