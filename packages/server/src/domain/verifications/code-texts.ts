import type { BodyOf, VerificationLanguage } from '@posthorn/contract'

import { invalid } from '../../kernel/api-error.ts'
import { MINUTE_MS, SECOND_MS } from '../../kernel/time.ts'
import type { CodeTexts } from '../messages/index.ts'

/** Short enough for one SMS, also where its letters leave room for only 70. */
const TEXTS: Record<VerificationLanguage, { readonly subject: string; readonly text: string }> = {
  en: { subject: 'Your code', text: 'Your code is {code}. Valid for {minutes} min. Do not share it.' },
  pt: { subject: 'Seu código', text: 'Seu código é {code}. Válido por {minutes} min. Não compartilhe.' },
  es: { subject: 'Tu código', text: 'Tu código es {code}. Válido por {minutes} min. No lo compartas.' },
  fr: { subject: 'Votre code', text: 'Votre code est {code}. Valable {minutes} min. Ne le partagez pas.' },
  de: { subject: 'Ihr Code', text: 'Ihr Code ist {code}. Er gilt {minutes} min. Geben Sie ihn nicht weiter.' },
}

type Wanted = Pick<BodyOf<'verify.send'>, 'language' | 'brand' | 'message' | 'template'>

/** What is sent with a code, in the language and for the brand that were asked for, or in the caller's own words. */
export function codeTexts(wanted: Wanted, code: string, ttlMs: number): CodeTexts {
  const { subject, text } = TEXTS[wanted.language ?? 'en']
  const { brand = '', message, template } = wanted
  if (/\p{Cc}/u.test(brand)) throw invalid('brand', 'it must not hold line breaks or control characters')
  if (message !== undefined && !message.includes('{code}'))
    throw invalid('message', 'it does not say {code}, where the code is to stand')
  // What it says is true: never more minutes than there are.
  const words: Record<string, string> = {
    code,
    brand,
    minutes: String(Math.max(1, Math.floor(ttlMs / MINUTE_MS))),
  }
  const before = brand === '' ? '' : `${brand}: `
  const filled = (message ?? before + text).replace(/\{(code|brand|minutes)\}/g, (_, name: string) => words[name] ?? '')
  return {
    subject: before + subject,
    text: filled,
    ...(template === undefined ? {} : { template: { ...template, components: componentsOf(code) } }),
  }
}

/** Authentication templates take the code in their text and again in the button that copies it. */
function componentsOf(code: string): Record<string, unknown>[] {
  const parameters = [{ type: 'text', text: code }]
  return [
    { type: 'body', parameters },
    { type: 'button', sub_type: 'url', index: '0', parameters },
  ]
}

/** In place of the code, to everybody but its recipient. */
export function hiddenCode(code: string): string {
  return '*'.repeat(code.length)
}

export function ttlMsOf(seconds: number | undefined): number {
  return (seconds ?? 300) * SECOND_MS
}
