/**
 * Boosted trees that turn evidence into a likelihood. Every tree is complete: at each inner node a feature and a bound
 * (go left where the feature is at most the bound), then the leaves from left to right; inner nodes stand level by level.
 */
export interface Model {
  readonly base: number
  readonly depth: number
  /** The inner nodes' features, of all trees one after the other. */
  readonly features: readonly number[]
  readonly bounds: readonly number[]
  readonly leaves: readonly number[]
}

/** 0 to 1. The same on every machine: additions and comparisons of the same numbers in the same order. */
export function likelihoodOf(evidence: readonly number[], model: Model): number {
  return 1 / (1 + Math.exp(-sumOf(evidence, model)))
}

export function sumOf(evidence: readonly number[], { base, depth, features, bounds, leaves }: Model): number {
  const inner = 2 ** depth - 1
  const trees = features.length / inner
  let sum = base
  for (let tree = 0; tree < trees; tree++) {
    let node = 0
    for (let level = 0; level < depth; level++) {
      const at = tree * inner + node
      node = 2 * node + ((evidence[features[at] ?? 0] ?? 0) <= (bounds[at] ?? 0) ? 1 : 2)
    }
    sum += leaves[tree * (inner + 1) + node - inner] ?? 0
  }
  return sum
}

/** Numbers between blanks: how a model is kept in a file that people need not read. */
export function numbersOf(text: string): number[] {
  return text
    .split(/\s+/)
    .filter((each) => each !== '')
    .map(Number)
}
