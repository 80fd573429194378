// Fits the two steps of how likely an answer is to be right. First the trees, on single passages; then, on what trees say
// of questions that they were not fitted on, a logistic regression for answers made of several passages.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { format, resolveConfig } from 'prettier'

import { choosePassages, signalsOf } from '../packages/server/src/domain/chat/index.ts'
import { directionOf, likelihoodOf, type Model, withCaution } from '../packages/server/src/domain/knowledge/index.ts'
import type { Sample } from './collect-samples.ts'
import { fitTrees, type Row } from './fit-trees.ts'
import { languages } from './evaluation-set.ts'

const FITTING = { depth: 3, trees: 120, rate: 0.1, damping: 3, least: 12, direction: directionOf }
/** Passages of a question that are learned from; the rest say little. */
const PASSAGES = 12
const MISTYPED_WEIGHT = 0.6
const FOLDS = 6

const DAMPING = 0.002
const STEPS = 4000
const RATE = 0.2

export interface Calibration {
  readonly bias: number
  readonly weights: readonly number[]
  readonly least: number
}

/** A question with the signals of its best answer, judged by trees that know neither its site nor its document. */
export interface Judged {
  readonly sample: Sample
  readonly signals: readonly number[]
  readonly right: boolean
}

export function fitModel(samples: readonly Sample[]): Model {
  return fitTrees(samples.flatMap(rowsOf), FITTING)
}

function rowsOf({ passages, form }: Sample): Row[] {
  const weight = form === 'as asked' ? 1 : MISTYPED_WEIGHT
  return passages.slice(0, PASSAGES).map(({ evidence, right }) => ({ evidence, right, weight }))
}

/** Cross-validation: a tuning site is left out whole, of the two shops some of the documents. */
export function judgeUnseen(samples: readonly Sample[]): Judged[] {
  const sites = [...new Set(samples.map(({ site }) => site))].filter((site) => !isShop(site)).sort()
  const foldOf = ({ site, asked }: Sample): number =>
    isShop(site) ? hashOf(asked.answers[0]?.document ?? asked.id) % FOLDS : sites.indexOf(site) % FOLDS
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const model = fitModel(samples.filter((sample) => foldOf(sample) !== fold))
    return samples.filter((sample) => foldOf(sample) === fold).map((sample) => judge(sample, model))
  })
}

function judge(sample: Sample, model: Model): Judged {
  const passages = sample.passages
    .map((passage) => ({
      ...passage,
      likelihood: withCaution(likelihoodOf(passage.evidence, model), passage.evidence),
    }))
    .sort((one, other) => other.likelihood - one.likelihood)
  const found = { question: sample.question, passages }
  const chosen = choosePassages(found)
  return { sample, signals: signalsOf(found, chosen), right: chosen.some(({ right }) => right) }
}

export function isShop(site: string): boolean {
  return languages.some((language) => language === site)
}

function hashOf(text: string): number {
  return Array.from(text).reduce(
    (hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16777619) >>> 0,
    2166136261,
  )
}

/** `least` is the lowest likelihood at which something is answered. */
export function fitCalibration(judged: readonly Judged[], least: number): Calibration {
  const rows = judged.filter(({ signals }) => signals.length > 0)
  const width = rows[0]?.signals.length ?? 0
  let bias = 0
  const weights = new Array<number>(width).fill(0)
  for (let step = 0; step < STEPS; step++) {
    const slope = new Array<number>(width).fill(0)
    let biasSlope = 0
    for (const { signals, right } of rows) {
      const error = likelihood(signals, bias, weights) - (right ? 1 : 0)
      biasSlope += error
      signals.forEach((signal, at) => (slope[at]! += error * signal))
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

const SERVER = '../packages/server/src/domain/'

export async function writeCalibration({ bias, weights, least }: Calibration): Promise<void> {
  await write(
    'chat/calibration.ts',
    `export const calibration = { bias: ${bias}, weights: [${weights.join(', ')}], least: ${least} }`,
  )
}

export async function writeModel({ base, depth, features, bounds, leaves }: Model): Promise<void> {
  const inner = 2 ** depth - 1
  const lines = (numbers: readonly number[], each: number): string =>
    Array.from({ length: Math.ceil(numbers.length / (4 * each)) }, (_, at) =>
      numbers.slice(at * 4 * each, (at + 1) * 4 * each).join(' '),
    ).join('\n')
  await write(
    'knowledge/passage-model.ts',
    `import { type Model, numbersOf } from './likelihood.ts'

export const passageModel: Model = { base: ${base}, depth: ${depth},
features: numbersOf(\`\n${lines(features, inner)}\n\`),
bounds: numbersOf(\`\n${lines(bounds, inner)}\n\`),
leaves: numbersOf(\`\n${lines(leaves, inner + 1)}\n\`) }`,
  )
}

async function write(file: string, text: string): Promise<void> {
  const path = fileURLToPath(new URL(SERVER + file, import.meta.url))
  const made = `// Made by \`npm run evaluate -- --fit\`; not edited by hand.\n${text}\n`
  writeFileSync(path, await format(made, { ...(await resolveConfig(path)), filepath: path }))
}
