import { readText, readUrl, readWhole } from './kernel/read-setting.ts'
import { type ConfigFault, secret, setting } from './kernel/setting.ts'
import { SECOND_MS } from './kernel/time.ts'

/** Settings of the optional models: none of them is asked for anything unless it is named here. */
export const modelSettings = {
  POSTHORN_MODEL_URL: setting(
    'URL',
    null,
    'Where a language model is reached that words the answers, up to /v1: any service with an OpenAI-compatible interface, on this machine or elsewhere. Without it what documents say is quoted.',
    readUrl(['http:', 'https:']),
  ),
  POSTHORN_MODEL_KEY: secret(setting('key', null, 'Key of that service, where it wants one.', readText)),
  POSTHORN_MODEL_NAME: setting('name', null, 'Name of the model; with POSTHORN_MODEL_URL.', readText),
  POSTHORN_MODEL_SECONDS: setting(
    'seconds',
    '20',
    'Time that the model has for an answer; then the documents are quoted.',
    readWhole(1, 300),
  ),
  POSTHORN_EMBEDDINGS_URL: setting(
    'URL',
    null,
    'Where an embedding model is reached, up to /v1, by which documents are found by what they mean as well as by their words. See docs/guides/models.md.',
    readUrl(['http:', 'https:']),
  ),
  POSTHORN_EMBEDDINGS_KEY: secret(setting('key', null, 'Key of that service, where it wants one.', readText)),
  POSTHORN_EMBEDDINGS_MODEL: setting(
    'name',
    null,
    'Name of the embedding model; with POSTHORN_EMBEDDINGS_URL. With another name every document is embedded anew.',
    readText,
  ),
  POSTHORN_EMBEDDINGS_QUESTION_PREFIX: setting(
    'text',
    '',
    'What the model wants before a question, such as "query:"; a blank follows.',
    readText,
  ),
  POSTHORN_EMBEDDINGS_DOCUMENT_PREFIX: setting(
    'text',
    '',
    'What the model wants before a document, such as "passage:"; a blank follows.',
    readText,
  ),
} as const

export type ModelSettingName = keyof typeof modelSettings

export interface ServiceConfig {
  /** Without a slash at the end. */
  readonly url: string
  readonly key: string | null
  readonly model: string
}

export interface ModelsConfig {
  /** Null: what documents say is quoted. */
  readonly model: (ServiceConfig & { readonly withinMs: number }) | null
  /** Null: documents are found by their words. */
  readonly embeddings: (ServiceConfig & { readonly questionPrefix: string; readonly documentPrefix: string }) | null
}

type ReadSetting = <Value>(name: ModelSettingName, fallback: Value) => Value

export function readModels(value: ReadSetting, faults: ConfigFault[]): ModelsConfig {
  const service = (kind: 'MODEL' | 'EMBEDDINGS'): ServiceConfig | null => {
    const nameName = kind === 'MODEL' ? 'POSTHORN_MODEL_NAME' : 'POSTHORN_EMBEDDINGS_MODEL'
    const url = value<string | null>(`POSTHORN_${kind}_URL`, null)
    const key = value<string | null>(`POSTHORN_${kind}_KEY`, null)
    const model = value<string | null>(nameName, null)
    if ((url === null) !== (model === null)) {
      const name = url === null ? `POSTHORN_${kind}_URL` : nameName
      faults.push({ name, value: '', message: 'it is missing; give the address and the name of the model, or neither' })
    }
    const parsed = url === null ? null : URL.parse(url)
    if (parsed && (parsed.username !== '' || parsed.search !== '' || parsed.hash !== ''))
      faults.push({
        name: `POSTHORN_${kind}_URL`,
        value: '(hidden)',
        message: `write it without credentials and without ? and #; the key goes into POSTHORN_${kind}_KEY`,
      })
    return url === null || model === null ? null : { url: url.replace(/\/+$/, ''), key, model }
  }
  const model = service('MODEL')
  const embeddings = service('EMBEDDINGS')
  const prefix = (text: string): string => (text === '' ? '' : `${text} `)
  return {
    model: model && { ...model, withinMs: value('POSTHORN_MODEL_SECONDS', 0) * SECOND_MS },
    embeddings: embeddings && {
      ...embeddings,
      questionPrefix: prefix(value('POSTHORN_EMBEDDINGS_QUESTION_PREFIX', '')),
      documentPrefix: prefix(value('POSTHORN_EMBEDDINGS_DOCUMENT_PREFIX', '')),
    },
  }
}
