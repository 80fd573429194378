import type {
  CarrierTemplate,
  ListAnswer,
  RemoveAnswer,
  SubmitAnswer,
  TemplateDesk,
} from '../../domain/templates/port.ts'
import type { FetchOutcome } from '../../kernel/guarded-fetch/index.ts'
import { hideSecrets } from '../../kernel/hide-secrets.ts'
import { SECOND_MS } from '../../kernel/time.ts'
import { type Graph, type Json, jsonOf, listOf, objectOf, textOf } from './graph.ts'
import { type ErrorKind, type GraphError, kindOf, readError } from './graph-error.ts'
import { categoryOf, qualityOf, reasonOf, stateOf } from './template-words.ts'

const CALL_MS = 15 * SECOND_MS
const MOST_PAGES = 10
const FIELDS = 'id,name,language,status,category,components,quality_score,rejected_reason'
/** "Content in this language already exists." */
const KNOWN_SUBCODE = 2388024

/**
 * The templates of one business account (`/{waba_id}/message_templates`). Source: developers.facebook.com/documentation/
 * business-messaging/whatsapp/templates. A name and language can be taken once, so a template that is submitted twice,
 * since nobody saw the end of the first call, is refused the second time and never doubled.
 */
export function createTemplateDesk(graph: Graph, wabaId: string, secrets: readonly string[]): TemplateDesk {
  const path = `${wabaId}/message_templates`
  const shown = (words: string): string => hideSecrets(words, secrets)

  const list = async (name: string): Promise<ListAnswer> => {
    const templates: CarrierTemplate[] = []
    let after: string | null = null
    for (let page = 0; page < MOST_PAGES; page++) {
      const query = { name, fields: FIELDS, limit: '100', ...(after !== null && { after }) }
      const failed = await failureOf(graph({ method: 'GET', path, query, timeoutMs: CALL_MS }))
      if (failed.kind !== 'answered') return { kind: 'unavailable', detail: shown(failed.said) }
      // The name is matched loosely there.
      templates.push(
        ...listOf(failed.body['data'])
          .flatMap(readTemplate)
          .filter((each) => each.name === name),
      )
      const paging = objectOf(failed.body['paging'])
      after = textOf(paging['next']) === null ? null : textOf(objectOf(paging['cursors'])['after'])
      if (after === null) break
    }
    return { kind: 'listed', templates }
  }

  return {
    list,
    async submit({ name, language, category, components }): Promise<SubmitAnswer> {
      const body = {
        name,
        language,
        category: category.toUpperCase(),
        ...(hasNames(components) && { parameter_format: 'NAMED' }),
        components,
      }
      const answer = await failureOf(graph({ method: 'POST', path, body, timeoutMs: CALL_MS }))
      if (answer.kind === 'answered') {
        const id = textOf(answer.body['id'])
        if (id === null) return { kind: 'unavailable', detail: 'The carrier took a template and gave no id.' }
        const { status, category: given } = answer.body
        return {
          kind: 'accepted',
          providerTemplateId: id,
          state: stateOf(status) ?? 'pending',
          category: categoryOf(given) ?? category,
        }
      }
      if (answer.error?.subcode === KNOWN_SUBCODE) return { kind: 'known' }
      if (answer.kind === 'refused') return { kind: 'refused', reason: shown(answer.said) }
      return { kind: 'unavailable', detail: shown(answer.said) }
    },
    async remove({ providerTemplateId, name }): Promise<RemoveAnswer> {
      const query = { hsm_id: providerTemplateId, name }
      const answer = await failureOf(graph({ method: 'DELETE', path, query, timeoutMs: CALL_MS }))
      if (answer.kind === 'answered') return { kind: 'removed' }
      if (answer.kind !== 'refused') return { kind: 'unavailable', detail: shown(answer.said) }
      // What is not there cannot be deleted either, and has the same code as what may not be.
      const listed = await list(name)
      const isThere =
        listed.kind === 'unavailable' || listed.templates.some((each) => each.providerTemplateId === providerTemplateId)
      return isThere ? { kind: 'refused', reason: shown(answer.said) } : { kind: 'removed' }
    },
  }
}

type Read =
  | { readonly kind: 'answered'; readonly body: Json }
  | { readonly kind: ErrorKind | 'failed'; readonly said: string; readonly error: GraphError | null }

async function failureOf(
  call: Promise<FetchOutcome>,
): Promise<Extract<Read, { kind: 'answered' }> | Exclude<Read, { kind: 'answered' }>> {
  const outcome = await call
  if (outcome.kind === 'failed') return { kind: 'failed', said: `${outcome.detail}.`, error: null }
  if (outcome.httpStatus >= 200 && outcome.httpStatus < 300) return { kind: 'answered', body: jsonOf(outcome) }
  const error = readError(outcome)
  return { kind: kindOf(outcome, error), said: error.said, error }
}

function readTemplate(given: Json): CarrierTemplate[] {
  const id = textOf(given['id'])
  const name = textOf(given['name'])
  const language = textOf(given['language'])
  const state = stateOf(given['status'])
  if (id === null || name === null || language === null || state === undefined) return []
  return [
    {
      providerTemplateId: id,
      name,
      language,
      state,
      category: categoryOf(given['category']) ?? 'utility',
      components: listOf(given['components']),
      quality: qualityOf(objectOf(given['quality_score'])['score']) ?? 'unknown',
      reason: reasonOf(given['rejected_reason']),
    },
  ]
}

/** Named variables have to be announced. */
function hasNames(components: readonly Json[]): boolean {
  return components.some(({ type, text }) => type !== 'BUTTONS' && typeof text === 'string' && /\{\{[a-z]/.test(text))
}
