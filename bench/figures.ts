/** One thing that was measured, once in each round. */
export interface Figure {
  readonly name: string
  readonly unit: string
  readonly values: readonly number[]
}

/** What one workload brought on one database. */
export interface Outcome {
  readonly workload: string
  readonly title: string
  readonly figures: readonly Figure[]
}

/** The figures of one round, in the order in which they are shown. */
export type Round = Readonly<Record<string, number>>

/** What unit each figure is in, by its name. */
export type Units<Name extends string> = Readonly<Record<Name, string>>

export function figuresOf<Name extends string>(units: Units<Name>, rounds: readonly Record<Name, number>[]): Figure[] {
  return (Object.keys(units) as Name[]).map((name) => ({
    name,
    unit: units[name],
    values: rounds.map((round) => round[name]),
  }))
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/** The value below which `share` of the sorted values lie. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** Three digits that count, and thousands apart: 12,300 · 0.0841. */
export function shown(value: number): string {
  if (!Number.isFinite(value)) return '–'
  if (Number.isInteger(value) && Math.abs(value) < 1000) return String(value)
  const rounded = Number(value.toPrecision(3))
  return Math.abs(rounded) >= 1000 ? rounded.toLocaleString('en-US') : String(rounded)
}
