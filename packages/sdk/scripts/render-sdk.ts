/** Makes the text of every file in `src/generated/` from the contract. */
import * as contract from '@posthorn/contract'
import { errors, events } from '@posthorn/contract'
import { inputNames, printInputs, printResources } from './print-client.ts'
import { printComment, printFields, printKey, type PrintOptions, type Schema } from './print-schema.ts'

const banner =
  '// Made from the contract by scripts/generate.ts. Do not edit: change the contract and run it again.\n\n'

/**
 * Lists of words that have a name in the SDK, and the name of one word of each. A schema's list is found by what it
 * holds, so that the schema need not say where it got it.
 */
const namedWords: Readonly<Record<string, { readonly list: string; readonly words: readonly string[] }>> = {
  Scope: { list: 'allScopes', words: contract.allScopes },
  Environment: { list: 'environments', words: contract.environments },
  KeyPrefix: { list: 'keyPrefixes', words: contract.keyPrefixes },
  ApiKeyState: { list: 'apiKeyStates', words: contract.apiKeyStates },
  WebhookState: { list: 'webhookStates', words: contract.webhookStates },
  RetryPolicy: { list: 'retryPolicies', words: contract.retryPolicies },
  ExtraSignature: { list: 'extraSignatures', words: contract.extraSignatures },
  DeliveryState: { list: 'deliveryStates', words: contract.deliveryStates },
  AttemptState: { list: 'attemptStates', words: contract.attemptStates },
  DeliveryError: { list: 'deliveryErrors', words: contract.deliveryErrors },
  DeliveryTrigger: { list: 'deliveryTriggers', words: contract.deliveryTriggers },
  TestMode: { list: 'testModes', words: contract.testModes },
  RecoveryState: { list: 'recoveryStates', words: contract.recoveryStates },
  MessageState: { list: 'messageStates', words: contract.messageStates },
  WhatsAppType: { list: 'whatsappTypes', words: contract.whatsappTypes },
  TemplateState: { list: 'templateStates', words: contract.templateStates },
  TemplateCategory: { list: 'templateCategories', words: contract.templateCategories },
  TemplateQuality: { list: 'templateQualities', words: contract.templateQualities },
  EmailDomainState: { list: 'emailDomainStates', words: contract.emailDomainStates },
  SuppressionReason: { list: 'suppressionReasons', words: contract.suppressionReasons },
  NotificationState: { list: 'notificationStates', words: contract.notificationStates },
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
    return Object.entries(namedWords).find(([, named]) => JSON.stringify(named.words) === words)?.[0]
  }
  return names.get(fingerprint(schema))
}

const outputs: PrintOptions = { nameOf, optionalsMayBeUndefined: false }
const inputs: PrintOptions = { nameOf, optionalsMayBeUndefined: true }

/** Text of each generated file, by name. */
export function renderSdk(): Record<string, string> {
  return {
    'words.ts': banner + printWords(),
    'objects.ts': withWords(printObjects()),
    'events.ts': banner + importUsed('./objects.ts', objectNames, importUsed('./words.ts', wordNames, printEvents())),
    'errors.ts': banner + printErrors(),
    'inputs.ts': withWords(withFiles(printInputs(inputs))),
    'resources.ts': renderResources(),
  }
}

function printWords(): string {
  return Object.entries(namedWords)
    .map(
      ([name, { list, words }]) =>
        `export const ${list} = [\n${words.map((word) => `  '${word}',\n`).join('')}] as const\n` +
        `export type ${name} = (typeof ${list})[number]\n`,
    )
    .join('\n')
}

function printObjects(): string {
  return namedObjects.map(([name, schema]) => `export interface ${name} ${printFields(schema, outputs)}\n`).join('\n')
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
  ].join('\n')
  return banner + importUsed('./inputs.ts', inputNames(), importUsed('./objects.ts', objectNames, body))
}

const objectNames = namedObjects.map(([name]) => name)
const wordNames = Object.keys(namedWords)
const withWords = (text: string): string => banner + importUsed('./words.ts', wordNames, text)

const withFiles = (text: string): string => importUsed('../file-input.ts', ['FileInput'], text)

/** Puts an import of those of `candidates` that the text uses before it. */
function importUsed(from: string, candidates: readonly string[], text: string): string {
  const code = text.replaceAll(/\/\*\*[\s\S]*?\*\//g, '')
  const used = candidates.filter((name) => new RegExp(`\\b${name}\\b`).test(code)).sort()
  if (used.length === 0) return text
  const names = used.map((name) => `  ${name},\n`).join('')
  return `import type {\n${names}} from '${from}'\n${text.startsWith('import') ? '' : '\n'}${text}`
}
