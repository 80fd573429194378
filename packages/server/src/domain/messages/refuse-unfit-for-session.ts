import { invalid } from '../../kernel/api-error.ts'

/** Approved templates, and what builds on them, belong to the other way into WhatsApp (contract A25). */
export function refuseUnfitForSession(type: string): void {
  if (type === 'template' || type === 'interactive')
    throw invalid(
      'type',
      `a WhatsApp session sends no messages of type ${type}; send a text, a medium, a location or a contact`,
    )
}
