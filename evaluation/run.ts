// `npm run evaluate`: every question through the real index and answerer, and what came of it.
//
//   --tune       only the tuning half, with what went wrong in it (the other half is never shown one by one)
//   --fit        fits the likelihood on the tuning half and writes it; then run again
//   --postgres   on PostgreSQL instead of SQLite
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { migrate } from '../packages/server/src/store/index.ts'
import { openNode } from '../test/support/open-node.ts'
import { startPostgresServer } from '../test/support/postgres-server.ts'
import { askAll, type Asked, forms } from './ask-set.ts'
import { figuresOf, reliabilityOf } from './figures.ts'
import { fitCalibration, likelihood, writeCalibration } from './fit-calibration.ts'
import { languages } from './read-set.ts'

const flags = new Set(process.argv.slice(2))
/** Chosen on the tuning half: docs/decisions/0026. */
const LEAST = 0.55

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

/** Also prints what other thresholds would have cost. */
async function fit(tune: readonly Asked[]): Promise<void> {
  const calibration = fitCalibration(tune, LEAST)
  await writeCalibration(calibration)
  for (let least = 0.3; least < 0.9; least += 0.05) {
    const given = (form: string, kind: string, over: boolean) =>
      tune.filter(
        ({ attempt, form: its, question }) =>
          its === form &&
          question.kind === kind &&
          likelihood(attempt.signals, calibration.bias, calibration.weights) >= least === over,
      ).length
    const line = forms.map(
      (form) => `${form}: ${given(form, 'in-scope', false)} refused, ${given(form, 'out-of-scope', true)} false`,
    )
    console.log(`from ${least.toFixed(2)}  ${line.join('   ')}`)
  }
}

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'posthorn-evaluation-'))
  const server = flags.has('--postgres') ? await startPostgresServer() : null
  const store = await openNode({ dataDir, ...(server && { databaseUrl: server.url }) }, { serving: false })
  try {
    await migrate(store, 1)
    const onlyTune = flags.has('--tune') || flags.has('--fit')
    const asked = await askAll(store, onlyTune ? ['tune'] : ['tune', 'held-out'])
    const tune = asked.filter(({ question }) => question.split === 'tune')
    if (flags.has('--fit')) await fit(tune)
    if (flags.has('--tune')) showFaults(tune)
    console.log(`on ${store.dialect}`)
    report('tuning half', tune)
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
