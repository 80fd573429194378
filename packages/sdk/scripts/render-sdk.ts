/** Makes the text of every file in `src/generated/` from the contract. */
import * as contract from '@posthorn/contract'
import { errors, events } from '@posthorn/contract'
import { inputNames, printInputs, printResources } from './print-client.ts'
import { printComment, printFields, printKey, type PrintOptions, type Schema } from './print-schema.ts'

const banner =
  '// Made from the contract by scripts/generate.ts. Do not edit: change the contract and run it again.\n\n'

/** Lists of words that have a name in the SDK. Found by what they hold, so that a schema need not say where it got them. */
const namedWords: Readonly<Record<string, readonly string[]>> = {
  Scope: contract.allScopes,
  Environment: contract.environments,
  KeyPrefix: contract.keyPrefixes,
  ApiKeyState: contract.apiKeyStates,
  WebhookState: contract.webhookStates,
  RetryPolicy: contract.retryPolicies,
  ExtraSignature: contract.extraSignatures,
  DeliveryState: contract.deliveryStates,
  AttemptState: contract.attemptStates,
  DeliveryError: contract.deliveryErrors,
  DeliveryTrigger: contract.deliveryTriggers,
  TestMode: contract.testModes,
  RecoveryState: contract.recoveryStates,
  MessageState: contract.messageStates,
  WhatsAppType: contract.whatsappTypes,
  NotificationState: contract.notificationStates,
}

/** Objects of the contract, by the names under which it exports them. */
const namedObjects = Object.entries(contract as Record<string, unknown>).filter(
  (entry): entry is [string, Schema] => /^[A-Z](?![A-Z_])/.test(entry[0]) && isObjectSchema(entry[1]),
)

function isObjectSchema(value: unknown): boolean {
  return typeof value === 'object' && value !== null && (value as Schema).type === 'object' && 'properties' in value
}

const fingerprint = (schema: Schema): string => JSON.stringify(schema)
const names = new Map(namedObjects.map(([name, schema]) => [fingerprint(schema), name]))

function nameOf(schema: Schema): string | undefined {
  if (schema.enum) {
    const words = JSON.stringify(schema.enum)
    return Object.entries(namedWords).find(([, values]) => JSON.stringify(values) === words)?.[0]
  }
  return names.get(fingerprint(schema))
}

const outputs: PrintOptions = { nameOf, optionalsMayBeUndefined: false }
const inputs: PrintOptions = { nameOf, optionalsMayBeUndefined: true }

/** Text of each generated file, by name. */
export function renderSdk(): Record<string, string> {
  return {
    'objects.ts': banner + printWords() + printObjects(),
    'events.ts': banner + printEvents(),
    'errors.ts': banner + printErrors(),
    'inputs.ts': withImports('./objects.ts', wordsAndObjects(), printInputs(inputs)),
    'resources.ts': renderResources(),
  }
}

const wordsAndObjects = (): string[] => [...Object.keys(namedWords), ...namedObjects.map(([name]) => name)]

function printWords(): string {
  return Object.entries(namedWords)
    .map(([name, words]) => `export type ${name} =\n${words.map((word) => `  | '${word}'\n`).join('')}`)
    .join('\n')
}

function printObjects(): string {
  return namedObjects.map(([name, schema]) => `\nexport interface ${name} ${printFields(schema, outputs)}\n`).join('')
}

function printEvents(): string {
  const fields = Object.entries(events).map(
    ([type, row]) =>
      `${printComment(row.summary, '  ')}  ${printKey(type)}: ${printFields(row.data as Schema, outputs, '  ')}\n`,
  )
  return `/** What \`data\` holds, by the type of the event. */\nexport interface EventDataByType {\n${fields.join('')}}\n`
}

function printErrors(): string {
  const rows = Object.values(errors)
  const list = (values: string[]) => [...new Set(values)].map((word) => `  | '${word}'\n`).join('')
  return [
    `${printComment('Families of errors: `error.code` of a reply.')}export type ErrorCode =\n${list(rows.map(({ code }) => code))}`,
    `${printComment('The errors themselves: `error.type` of a reply.')}export type ErrorType =\n${list(rows.map(({ type }) => type))}`,
  ].join('\n')
}

function renderResources(): string {
  const body = [
    `import { type Call, type CallOptions, segment } from '../call.ts'\n`,
    `/** The methods of the client, over whatever makes the calls. */\nexport function createResources(call: Call) {\n  return {\n${printResources(outputs)}  }\n}\n`,
  ]
  const resources = body.join('\n')
  return withImports('./inputs.ts', inputNames(), withoutBanner('./objects.ts', wordsAndObjects(), resources))
}

/** Puts an import of those of `candidates` that the text uses before it. */
function withImports(from: string, candidates: readonly string[], text: string): string {
  return banner + withoutBanner(from, candidates, text)
}

function withoutBanner(from: string, candidates: readonly string[], text: string): string {
  const code = text.replaceAll(/\/\*\*[\s\S]*?\*\//g, '')
  const used = candidates.filter((name) => new RegExp(`\\b${name}\\b`).test(code)).sort()
  return `import type {\n${used.map((name) => `  ${name},\n`).join('')}} from '${from}'\n${text.startsWith('import') ? '' : '\n'}${text}`
}
