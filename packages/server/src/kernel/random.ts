import { randomBytes, randomInt } from 'node:crypto'

/** Randomness, handed in so that a test can make it repeatable. */
export interface Random {
  /** `count` unpredictable bytes. */
  bytes(count: number): Buffer
  /** A whole number from 0 up to, and not including, `below`. */
  below(below: number): number
}

export const systemRandom: Random = {
  bytes: (count) => randomBytes(count),
  below: (below) => randomInt(below),
}
