import type { HealthRecord } from '../knowledge/index.ts'
import type { LanguageModel } from './port.ts'

/** The same model, with how its calls fared written down. */
export function watchModel(model: LanguageModel, record: HealthRecord): LanguageModel {
  return { name: model.name, complete: async (prompt, call) => record.note(await model.complete(prompt, call)) }
}
