import type { TemplateCategory } from '@posthorn/contract'

import { invalid } from '../../kernel/api-error.ts'
import type { TemplateComponent } from './template.ts'

type Typed = TemplateComponent & { readonly type: string }

/** Most buttons of a type in one template; developers.facebook.com/…/whatsapp/templates/components, as of 2026. */
const MOST_OF: Readonly<Record<string, number>> = {
  QUICK_REPLY: 10,
  URL: 2,
  PHONE_NUMBER: 1,
  COPY_CODE: 1,
  OTP: 1,
  FLOW: 1,
  CATALOG: 1,
  VOICE_CALL: 1,
}
const MOST_BUTTONS = 10
const MOST_LABEL = 25
const OTP_TYPES = ['COPY_CODE', 'ONE_TAP', 'ZERO_TAP']

/** Checks the buttons of a new template; see `readComponents`. */
export function readButtons(component: Typed, at: string, category: TemplateCategory): Typed {
  const given = component['buttons']
  if (!Array.isArray(given) || given.length === 0) throw invalid(`${at}.buttons`, 'there must be at least one')
  if (given.length > MOST_BUTTONS) throw invalid(`${at}.buttons`, `there are more than ${MOST_BUTTONS}`)
  const buttons = (given as unknown[]).map((button, index) => readButton(button, `${at}.buttons[${index}]`, category))
  for (const [type, most] of Object.entries(MOST_OF)) {
    const own = buttons.filter((button) => button.type === type).length
    if (own > most) throw invalid(`${at}.buttons`, `there are ${own} of type ${type}, and at most ${most} are taken`)
  }
  return { ...component, buttons }
}

function readButton(given: unknown, at: string, category: TemplateCategory): Typed {
  if (typeof given !== 'object' || given === null) throw invalid(at, 'it must be an object')
  const button = given as TemplateComponent
  const type = String(button['type']).toUpperCase()
  if (!Object.hasOwn(MOST_OF, type)) throw invalid(`${at}.type`, `it must be one of ${Object.keys(MOST_OF).join(', ')}`)
  if ((category === 'authentication') !== (type === 'OTP'))
    throw invalid(`${at}.type`, 'authentication templates have a button of type OTP, and no others have one')
  switch (type) {
    case 'URL':
      return { ...button, type, text: label(button, at), url: readUrl(button, at) }
    case 'QUICK_REPLY':
    case 'FLOW':
      return { ...button, type, text: label(button, at) }
    case 'PHONE_NUMBER':
      if (!/^\+?[0-9 ()-]{5,20}$/.test(String(button['phone_number'])))
        throw invalid(`${at}.phone_number`, 'it must be a telephone number')
      return { ...button, type, text: label(button, at) }
    case 'COPY_CODE':
      if (firstExample(button) === null) throw invalid(`${at}.example`, 'an example of the code is missing')
      return { ...button, type }
    case 'OTP': {
      const otpType = String(button['otp_type']).toUpperCase()
      if (!OTP_TYPES.includes(otpType)) throw invalid(`${at}.otp_type`, `it must be one of ${OTP_TYPES.join(', ')}`)
      return { ...button, type, otp_type: otpType }
    }
    default:
      return { ...button, type }
  }
}

function label(button: TemplateComponent, at: string): string {
  const { text } = button
  if (typeof text !== 'string' || text.trim() === '') throw invalid(`${at}.text`, 'it is missing')
  if (text.length > MOST_LABEL) throw invalid(`${at}.text`, `it has more than ${MOST_LABEL} characters`)
  if (text.includes('{{')) throw invalid(`${at}.text`, 'the text of a button has no variables')
  return text
}

function readUrl(button: TemplateComponent, at: string): string {
  const { url } = button
  if (typeof url !== 'string' || !/^https?:\/\/[^\s]{1,1990}$/.test(url))
    throw invalid(`${at}.url`, 'it must be a complete http(s) address')
  const variables = url.match(/\{\{[^}]*\}\}/g) ?? []
  if (variables.length === 0) return url
  if (variables.length > 1 || !url.endsWith('{{1}}'))
    throw invalid(`${at}.url`, 'an address has one variable at most, {{1}}, at its end')
  if (firstExample(button) === null) throw invalid(`${at}.example`, 'an example for {{1}} is missing')
  return url
}

function firstExample({ example }: TemplateComponent): string | null {
  const first: unknown = Array.isArray(example) ? example[0] : example
  return typeof first === 'string' && first.trim() !== '' ? first : null
}
