import type { TemplateNews } from '../../domain/templates/port.ts'
import { type Json, objectOf, textOf } from './graph.ts'
import { timeOf } from './read-received.ts'
import { categoryOf, qualityOf, reasonOf, stateOf } from './template-words.ts'

/**
 * What a change of one of the template fields says; null for other fields. Source: developers.facebook.com/documentation/
 * business-messaging/whatsapp/webhooks/reference/message_template_status_update (…_quality_update, template_category_update).
 */
export function readTemplateNews(field: unknown, value: Json, time: unknown): TemplateNews | null {
  const name = textOf(value['message_template_name'])
  const language = textOf(value['message_template_language'])
  if (name === null || language === null) return null
  const at = timeOf(time)
  const about = {
    providerTemplateId: textOf(value['message_template_id']),
    name,
    language,
    // Whole seconds: whatever else happened in this one happened before its end.
    at: at === null ? null : at + 999,
  }
  switch (field) {
    case 'message_template_status_update': {
      const state = stateOf(value['event'])
      return { ...about, ...(state && { state, reason: whyOf(value) }) }
    }
    case 'message_template_quality_update': {
      const quality = qualityOf(value['new_quality_score'])
      return { ...about, ...(quality && { quality }) }
    }
    case 'template_category_update': {
      const category = categoryOf(value['new_category'])
      return { ...about, ...(category && { category }) }
    }
    default:
      return null
  }
}

/** A pause and a rejection for its form are explained beside the reason. */
function whyOf(value: Json): string | null {
  const rejection = objectOf(value['rejection_info'])
  const words = [
    reasonOf(value['reason']),
    reasonOf(objectOf(value['other_info'])['description']),
    reasonOf(rejection['reason']),
    reasonOf(rejection['recommendation']),
  ].filter((each) => each !== null)
  return words.length === 0 ? null : words.join(' – ').slice(0, 500)
}
