// `npm run evaluate`: every question through the real index and answerer, and what came of it.
//
//   --tune       only the tuning half and the tuning sites, with what went wrong in them (the other half is never shown one by one)
//   --fit        fits the likelihood on the tuning half and the tuning sites, and writes it; then run again
//   --postgres   on PostgreSQL instead of SQLite
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { migrate, type Store } from '../packages/server/src/store/index.ts'
import { openNode } from '../test/support/open-node.ts'
import { startPostgresServer } from '../test/support/postgres-server.ts'
import { askAll, type Asked, forms } from './ask-set.ts'
import { figuresOf, reliabilityOf } from './figures.ts'
import { collectSamples } from './collect-samples.ts'
import {
  fitCalibration,
  fitModel,
  isShop,
  judgeUnseen,
  likelihood,
  writeCalibration,
  writeModel,
} from './fit-calibration.ts'
import { languages } from './evaluation-set.ts'

const flags = new Set(process.argv.slice(2))
/** Chosen on the tuning half: docs/decisions/0026. */
const LEAST = 0.6

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

function print(name: string, asked: readonly Asked[]): void {
  const figures = figuresOf(asked)
  console.log(
    `${name.padEnd(32)} right ${percent(figures.answerAccuracy).padStart(7)}  cited ${percent(figures.citationAccuracy).padStart(7)}` +
      `  false refusals ${percent(figures.falseRefusals).padStart(6)}  wrong ${String(figures.wrongAnswers).padStart(2)}/${figures.inScope}` +
      `  false answers ${String(figures.falseAnswers).padStart(2)}/${figures.outOfScope}  Brier ${figures.brier.toFixed(3)}`,
  )
}

function report(split: string, asked: readonly Asked[]): void {
  console.log(`\n${split}`)
  for (const form of forms)
    print(
      form,
      asked.filter((each) => each.form === form),
    )
  for (const language of languages)
    print(
      `as asked, ${language}`,
      asked.filter((each) => each.form === 'as asked' && each.language === language),
    )
  console.log('confidence: how many, and how many of them were right')
  for (const { from, count, confidence, right } of reliabilityOf(asked))
    console.log(
      `  from ${from.toFixed(1)}: ${String(count).padStart(4)}  said ${percent(confidence)}, were ${percent(right)}`,
    )
}

function showFaults(asked: readonly Asked[]): void {
  for (const { question, text, answer, attempt, right, form } of asked) {
    const fault = question.kind === 'out-of-scope' ? answer.answered : !answer.answered || !right
    if (!fault || (form !== 'as asked' && !flags.has('--forms'))) continue
    const kind =
      question.kind === 'out-of-scope'
        ? 'FALSE ANSWER'
        : answer.answered
          ? 'WRONG'
          : right
            ? 'REFUSED'
            : 'REFUSED, and wrong'
    console.log(`\n${question.id} ${kind} ${answer.support.toFixed(2)}: ${text}`)
    console.log(
      `  wanted: ${question.answers.map((each) => `${each.document}: ${each.quote}`).join(' / ') || question.why}`,
    )
    console.log(`  said: ${attempt.text.replaceAll('\n', ' ⏎ ').slice(0, 300)}`)
    console.log(`  signals: ${attempt.signals.map((signal) => signal.toFixed(2)).join(' ')}`)
  }
}

/** Also prints what other thresholds would cost on questions of documents and sites that the trees were not fitted on. */
async function fit(store: Store): Promise<void> {
  const samples = await collectSamples(store)
  const judged = judgeUnseen(samples)
  const calibration = fitCalibration(judged, LEAST)
  await writeModel(fitModel(samples))
  await writeCalibration(calibration)
  for (const shop of [true, false])
    for (let least = 0.4; least < 0.86; least += 0.05) {
      const these = judged.filter(({ sample: { site, form } }) => isShop(site) === shop && form === 'as asked')
      const share = (kind: string, of: (given: boolean, right: boolean) => boolean): string => {
        const ofKind = these.filter(({ sample }) => sample.asked.kind === kind)
        const counted = ofKind.filter(({ signals, right }) =>
          of(likelihood(signals, calibration.bias, calibration.weights) >= least, right),
        )
        return percent(counted.length / ofKind.length)
      }
      console.log(
        `${shop ? 'shops' : 'sites'}, unseen, from ${least.toFixed(2)}: right ${share('in-scope', (given, right) => given && right)}` +
          `  refused ${share('in-scope', (given) => !given)}  false ${share('out-of-scope', (given) => given)}`,
      )
    }
}

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'posthorn-evaluation-'))
  const server = flags.has('--postgres') ? await startPostgresServer() : null
  const store = await openNode({ dataDir, ...(server && { databaseUrl: server.url }) }, { serving: false })
  try {
    await migrate(store, 1)
    if (flags.has('--fit')) return await fit(store)
    const onlyTune = flags.has('--tune')
    const asked = await askAll(store, onlyTune ? ['tune'] : ['tune', 'held-out'])
    const tune = asked.filter(({ question }) => question.split === 'tune')
    const sites = onlyTune ? await askAll(store, 'sites') : []
    if (onlyTune) showFaults([...tune, ...sites])
    console.log(`on ${store.dialect}`)
    report('tuning half', tune)
    if (onlyTune) report('tuning sites', sites)
    if (!onlyTune)
      report(
        'held-out half',
        asked.filter(({ question }) => question.split === 'held-out'),
      )
  } finally {
    await store.close()
    await server?.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

await main()
