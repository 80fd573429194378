import {
  type BodyOf,
  type KeywordLanguage,
  keywordLanguages,
  type OptOutSettings as ShownSettings,
} from '@posthorn/contract'

import { isoTimeOrNull } from '../../kernel/time.ts'
import type { KeywordType } from './content.ts'

type Texts = Record<KeywordType, string>

/** What a workspace has chosen about STOP, START and HELP. */
export interface OptOutSettings {
  readonly enabled: boolean
  readonly businessName: string | null
  readonly contact: string | null
  readonly defaultLanguage: KeywordLanguage
  readonly texts: Readonly<Partial<Record<KeywordLanguage, Partial<Texts>>>>
  readonly updatedAt: number | null
}

export const USUAL_SETTINGS: OptOutSettings = {
  enabled: true,
  businessName: null,
  contact: null,
  defaultLanguage: 'en',
  texts: {},
  updatedAt: null,
}

/** All of the GSM alphabet, and short enough for one SMS. */
const USUAL_TEXTS: Record<KeywordLanguage, Texts> = {
  en: {
    stop: '{business}: you will get no more messages. Reply START to get them again.',
    start: '{business}: you will get messages again. Reply STOP to end them.',
    help: '{business}: {contact}. Reply STOP to get no more messages.',
  },
  pt: {
    stop: '{business}: cancelamento confirmado. Responda VOLTAR para receber mensagens de novo.',
    start: '{business}: mensagens reativadas. Responda PARAR para cancelar.',
    help: '{business}: {contact}. Responda PARAR para cancelar as mensagens.',
  },
  es: {
    stop: '{business}: baja confirmada. Responda ALTA para recibir mensajes de nuevo.',
    start: '{business}: mensajes reactivados. Responda BAJA para cancelar.',
    help: '{business}: {contact}. Responda BAJA para no recibir mensajes.',
  },
  fr: {
    stop: '{business} : désinscription confirmée. Répondez START pour recevoir de nouveau nos messages.',
    start: '{business} : vous recevrez de nouveau nos messages. Répondez STOP pour ne plus en recevoir.',
    help: '{business} : {contact}. Répondez STOP pour ne plus recevoir de messages.',
  },
  de: {
    stop: '{business}: Abmeldung bestätigt. Mit START erhalten Sie wieder Nachrichten.',
    start: '{business}: Sie erhalten wieder Nachrichten. Mit STOPP melden Sie sich ab.',
    help: '{business}: {contact}. Mit STOPP erhalten Sie keine Nachrichten mehr.',
  },
}

/** What is sent in answer to a word. `workspaceName`: the sender, where no business name was given. */
export function textOf(
  settings: OptOutSettings,
  { type, language }: { type: KeywordType; language: KeywordLanguage },
  workspaceName: string,
): string {
  const text = settings.texts[language]?.[type] ?? USUAL_TEXTS[language][type]
  // Without a contact its place goes, with the mark that leads to it.
  const placed = settings.contact === null ? text.replace(/\s*:?\s*\{contact\}/g, '') : text
  return placed
    .replaceAll('{business}', () => settings.businessName ?? workspaceName)
    .replaceAll('{contact}', () => settings.contact ?? '')
    .trim()
}

export function readSettings(body: BodyOf<'sms.updateOptOutSettings'>, now: number): OptOutSettings {
  return {
    enabled: body.enabled ?? USUAL_SETTINGS.enabled,
    businessName: body.business_name ?? null,
    contact: body.contact ?? null,
    defaultLanguage: body.default_language ?? USUAL_SETTINGS.defaultLanguage,
    texts: withoutGaps(body.texts ?? {}),
    updatedAt: now,
  }
}

/** Only what is known is kept. */
function withoutGaps(texts: NonNullable<BodyOf<'sms.updateOptOutSettings'>['texts']>): OptOutSettings['texts'] {
  const kept: Partial<Record<KeywordLanguage, Partial<Texts>>> = {}
  for (const language of keywordLanguages) {
    const own = texts[language]
    if (!own) continue
    const { stop, start, help } = own
    kept[language] = {
      ...(stop !== undefined && { stop }),
      ...(start !== undefined && { start }),
      ...(help !== undefined && { help }),
    }
  }
  return kept
}

export function renderSettings(settings: OptOutSettings, workspaceName: string): ShownSettings {
  const effective = keywordLanguages.map((language): [KeywordLanguage, Texts] => {
    const say = (type: KeywordType): string => textOf(settings, { type, language }, workspaceName)
    return [language, { stop: say('stop'), start: say('start'), help: say('help') }]
  })
  return {
    object: 'sms.opt_out_settings',
    enabled: settings.enabled,
    business_name: settings.businessName,
    contact: settings.contact,
    default_language: settings.defaultLanguage,
    texts: settings.texts,
    effective_texts: Object.fromEntries(effective) as Record<KeywordLanguage, Texts>,
    updated_at: isoTimeOrNull(settings.updatedAt),
  }
}
