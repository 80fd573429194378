// Boosted trees with logistic loss, for `likelihoodOf`: complete trees of one depth, bounds from quantiles, every step
// deterministic.
import type { Model } from '../packages/server/src/domain/knowledge/index.ts'

export interface Row {
  readonly evidence: readonly number[]
  readonly right: boolean
  readonly weight: number
}

export interface Fitting {
  readonly depth: number
  readonly trees: number
  readonly rate: number
  /** Damping of a leaf: as if so much weight of no slope stood in it. */
  readonly damping: number
  /** The least weight in a leaf. */
  readonly least: number
  /** For features whose growth may only speak for (1) or against (-1) an answer. */
  readonly direction: (feature: number) => number
}

const MOST_BINS = 32

/** The bounds of a feature's bins: values in the middle between those that occur, at quantiles where there are many. */
function boundsOf(values: readonly number[]): number[] {
  const sorted = [...new Set(values)].sort((one, other) => one - other)
  const middles = sorted.slice(1).map((value, at) => (value + (sorted[at] ?? 0)) / 2)
  if (middles.length < MOST_BINS) return middles
  const all = [...values].sort((one, other) => one - other)
  const picked = Array.from(
    { length: MOST_BINS - 1 },
    (_, at) => all[Math.floor(((at + 1) * all.length) / MOST_BINS)] ?? 0,
  )
  return [...new Set(picked)].map((value) => middles.find((middle) => middle > value) ?? value)
}

const rounded = (value: number, places: number): number => Number(value.toFixed(places))

export function fitTrees(rows: readonly Row[], { depth, trees, rate, damping, least, direction }: Fitting): Model {
  const width = rows[0]?.evidence.length ?? 0
  const bounds = Array.from({ length: width }, (_, feature) => [
    ...new Set(boundsOf(rows.map(({ evidence }) => evidence[feature] ?? 0)).map((bound) => rounded(bound, 4))),
  ])
  const bins = bounds.map((its, feature) =>
    Uint8Array.from(rows, ({ evidence }) => its.filter((bound) => (evidence[feature] ?? 0) > bound).length),
  )
  const weight = Float64Array.from(rows, (row) => row.weight)
  const total = weight.reduce((sum, each) => sum + each, 0)
  const rights = rows.reduce((sum, { right }, at) => sum + (right ? (weight[at] ?? 0) : 0), 0)
  const base = rounded(Math.log(rights / (total - rights)), 4)
  const sums = new Float64Array(rows.length).fill(base)
  const model = { base, depth, features: [] as number[], bounds: [] as number[], leaves: [] as number[] }
  const inner = 2 ** depth - 1
  const slopes = new Float64Array(rows.length)
  const curves = new Float64Array(rows.length)
  for (let tree = 0; tree < trees; tree++) {
    rows.forEach(({ right }, at) => {
      const likelihood = 1 / (1 + Math.exp(-(sums[at] ?? 0)))
      slopes[at] = (weight[at] ?? 0) * ((right ? 1 : 0) - likelihood)
      curves[at] = (weight[at] ?? 0) * likelihood * (1 - likelihood)
    })
    const node = new Uint16Array(rows.length)
    // What leaves under a node may be worth, so that no later split turns a direction around.
    const floor = new Float64Array(2 * inner + 1).fill(-Infinity)
    const ceiling = new Float64Array(2 * inner + 1).fill(Infinity)
    for (let at = 0; at < inner; at++) {
      const split = bestSplit(node, at, {
        bins,
        bounds,
        slopes,
        curves,
        weight,
        damping,
        least,
        direction,
        floor: floor[at]!,
        ceiling: ceiling[at]!,
      })
      model.features.push(split?.feature ?? 0)
      model.bounds.push(split ? (bounds[split.feature]?.[split.bin] ?? 0) : 1e9)
      const [left, right] = [2 * at + 1, 2 * at + 2]
      floor[left] = floor[right] = floor[at]!
      ceiling[left] = ceiling[right] = ceiling[at]!
      if (split && split.way !== 0) {
        const middle = (split.left + split.right) / 2
        if (split.way > 0) [ceiling[left], floor[right]] = [middle, middle]
        else [floor[left], ceiling[right]] = [middle, middle]
      }
      for (let row = 0; row < rows.length; row++)
        if (node[row] === at) node[row] = split && bins[split.feature]![row]! > split.bin ? right : left
    }
    const slope = new Float64Array(inner + 1)
    const curve = new Float64Array(inner + 1)
    node.forEach((its, row) => {
      slope[its - inner]! += slopes[row]!
      curve[its - inner]! += curves[row]!
    })
    const leaves = Array.from(slope, (sum, leaf) => {
      const worth = sum / (curve[leaf]! + damping)
      return rounded(rate * Math.min(ceiling[leaf + inner]!, Math.max(floor[leaf + inner]!, worth)), 4)
    })
    model.leaves.push(...leaves)
    node.forEach((its, row) => (sums[row]! += leaves[its - inner]!))
  }
  return model
}

interface Looking {
  readonly bins: readonly Uint8Array[]
  readonly bounds: readonly (readonly number[])[]
  readonly slopes: Float64Array
  readonly curves: Float64Array
  readonly weight: Float64Array
  readonly damping: number
  readonly least: number
  readonly direction: (feature: number) => number
  readonly floor: number
  readonly ceiling: number
}

interface Split {
  readonly feature: number
  readonly bin: number
  readonly left: number
  readonly right: number
  readonly way: number
  readonly gain: number
}

function bestSplit(node: Uint16Array, which: number, look: Looking): Split | null {
  const { bins, bounds, slopes, curves, weight, damping, least, direction, floor, ceiling } = look
  const rows: number[] = []
  node.forEach((its, row) => its === which && rows.push(row))
  const bounded = (worth: number): number => Math.min(ceiling, Math.max(floor, worth))
  let best: Split | null = null
  bounds.forEach((its, feature) => {
    if (its.length === 0) return
    const [slope, curve, mass] = [0, 0, 0].map(() => new Float64Array(its.length + 1)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ]
    const bin = bins[feature]!
    for (const row of rows) {
      const at = bin[row]!
      slope[at]! += slopes[row]!
      curve[at]! += curves[row]!
      mass[at]! += weight[row]!
    }
    const all = [slope, curve, mass].map((each) => each.reduce((sum, value) => sum + value, 0)) as [
      number,
      number,
      number,
    ]
    let [s, c, m] = [0, 0, 0]
    for (let at = 0; at < its.length; at++) {
      s += slope[at]!
      c += curve[at]!
      m += mass[at]!
      if (m < least || all[2] - m < least) continue
      const left = bounded(s / (c + damping))
      const right = bounded((all[0] - s) / (all[1] - c + damping))
      const way = direction(feature)
      if (way !== 0 && Math.sign(right - left) * way < 0) continue
      const worth = (sum: number, bend: number, value: number): number =>
        sum * value - 0.5 * (bend + damping) * value ** 2
      const gain =
        worth(s, c, left) +
        worth(all[0] - s, all[1] - c, right) -
        worth(all[0], all[1], bounded(all[0] / (all[1] + damping)))
      if (gain > 1e-6 && (!best || gain > best.gain)) best = { feature, bin: at, left, right, way, gain }
    }
  })
  return best
}
