// Fits how likely an answer is to be right: logistic regression with a little damping, by gradient descent.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { format, resolveConfig } from 'prettier'

import type { Asked } from './ask-set.ts'

const DAMPING = 0.004
const STEPS = 30_000
const RATE = 0.5

export interface Calibration {
  readonly bias: number
  readonly weights: readonly number[]
  readonly least: number
}

/** Only ever give it the tuning half. `least` is the lowest likelihood at which something is answered. */
export function fitCalibration(asked: readonly Asked[], least: number): Calibration {
  const rows = asked.filter(({ attempt }) => attempt.signals.length > 0)
  const width = rows[0]?.attempt.signals.length ?? 0
  let bias = 0
  const weights = new Array<number>(width).fill(0)
  for (let step = 0; step < STEPS; step++) {
    const slope = new Array<number>(width).fill(0)
    let biasSlope = 0
    for (const { attempt, right } of rows) {
      const error = likelihood(attempt.signals, bias, weights) - (right ? 1 : 0)
      biasSlope += error
      attempt.signals.forEach((signal, at) => (slope[at]! += error * signal))
    }
    bias -= (RATE * biasSlope) / rows.length
    weights.forEach((weight, at) => (weights[at] = weight - RATE * (slope[at]! / rows.length + DAMPING * weight)))
  }
  const rounded = (value: number): number => Math.round(value * 1000) / 1000
  return { bias: rounded(bias), weights: weights.map(rounded), least }
}

export function likelihood(signals: readonly number[], bias: number, weights: readonly number[]): number {
  if (signals.length === 0) return 0
  return 1 / (1 + Math.exp(-signals.reduce((sum, signal, at) => sum + signal * (weights[at] ?? 0), bias)))
}

const FILE = new URL('../packages/server/src/domain/chat/calibration.ts', import.meta.url)

export async function writeCalibration({ bias, weights, least }: Calibration): Promise<void> {
  const text = `// Made by \`npm run evaluate -- --fit\`; not edited by hand.
export const calibration = { bias: ${bias}, weights: [${weights.join(', ')}], least: ${least} }
`
  const path = fileURLToPath(FILE)
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }))
}
