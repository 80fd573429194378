#!/usr/bin/env node
import { Command } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import { explainFailure } from './explain-failure.ts'
import { addMigrate } from './migrate.ts'
import { addServe } from './serve.ts'
import { addSetup } from './setup.ts'

const program = new Command('posthorn')
  .description(
    'Self-hosted customer messaging: SMS, WhatsApp and e-mail through one API, with signed, retried webhooks.',
  )
  .version(manifest.version)
  .showHelpAfterError('Try --help.')

addServe(program)
addSetup(program)
addMigrate(program)

// Whoever reads the output may stop reading (`posthorn --help | head -1`); that is no reason to fail.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

try {
  await program.parseAsync()
} catch (error) {
  console.error(`posthorn: ${explainFailure(error)}`)
  process.exitCode = 1
}
