/** The next round number: where the scale ends. At least 4, so that its quarters are whole. */
export function scaleEnd(most: number): number {
  if (most <= 4) return 4
  const power = 10 ** Math.floor(Math.log10(most))
  const step = [1, 2, 4, 5, 10].find((each) => each * power >= most) ?? 10
  return step * power
}

/** The first, the last, and the one in the middle where there is room between them. */
export function labelled<Item>(items: readonly Item[]): Item[] {
  const middle = items.length > 4 ? items[Math.floor((items.length - 1) / 2)] : undefined
  return [...new Set([items[0], middle, items.at(-1)])].filter((item) => item !== undefined)
}

/** Runs of neighbouring values, for a line that is broken where nothing is known. */
export function runsOf(values: readonly (number | null)[]): { readonly from: number; readonly values: number[] }[] {
  const runs: { from: number; values: number[] }[] = []
  for (const [index, value] of values.entries()) {
    if (value === null) continue
    const last = runs.at(-1)
    if (last && last.from + last.values.length === index) last.values.push(value)
    else runs.push({ from: index, values: [value] })
  }
  return runs
}
