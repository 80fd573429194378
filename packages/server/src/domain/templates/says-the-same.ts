import type { TemplateComponent } from './template.ts'
import { buttonsOf, componentOf, headerMediaOf, textOf } from './variables.ts'

/**
 * Whether two templates say the same to whoever reads them. Carriers give back more than they were given (examples,
 * defaults), in their own case; what is compared is what is read and pressed.
 */
export function saysTheSame(one: readonly TemplateComponent[], other: readonly TemplateComponent[]): boolean {
  return JSON.stringify(essenceOf(one)) === JSON.stringify(essenceOf(other))
}

function essenceOf(components: readonly TemplateComponent[]): unknown {
  const buttons = buttonsOf(components)
  const isCode = buttons.some(({ type }) => String(type).toUpperCase() === 'OTP')
  return {
    header: headerMediaOf(components) ?? textOf(componentOf(components, 'HEADER')),
    // The carrier writes the texts of authentication templates.
    body: isCode ? null : textOf(componentOf(components, 'BODY')),
    footer: isCode ? null : textOf(componentOf(components, 'FOOTER')),
    buttons: buttons.map(({ type, text, url, phone_number }) =>
      isCode ? null : [String(type).toUpperCase(), text ?? null, url ?? null, digits(phone_number)],
    ),
  }
}

function digits(number: unknown): string | null {
  return typeof number === 'string' ? number.replaceAll(/\D/g, '') : null
}
