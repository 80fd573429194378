import type { TemplateVariable } from '@posthorn/contract'

import type { TemplateComponent } from './template.ts'

/** The placeholders of a text, in the order in which they first stand; each once. `malformed`: the first that is none. */
export function placeholdersOf(text: string): { readonly names: readonly string[]; readonly malformed: string | null } {
  const found = [...text.matchAll(/\{\{([^{}]*)\}\}/g)].map(([, name = '']) => name)
  const malformed = found.find((name) => !/^([1-9][0-9]?|[a-z][a-z0-9_]{0,63})$/.test(name))
  const loose = text.replaceAll(/\{\{[^{}]*\}\}/g, '').match(/\{\{|\}\}/)
  return {
    names: [...new Set(found)],
    malformed: malformed === undefined ? (loose?.[0] ?? null) : `{{${malformed}}}`,
  }
}

/** Whether the variables are numbered or named; one of them says it for all. */
export function areNamed(names: readonly string[]): boolean {
  return names.some((name) => !/^\d+$/.test(name))
}

export function componentOf(
  components: readonly TemplateComponent[],
  type: 'HEADER' | 'BODY' | 'FOOTER' | 'BUTTONS',
): TemplateComponent | undefined {
  return components.find((component) => String(component['type']).toUpperCase() === type)
}

export function textOf(component: TemplateComponent | undefined): string {
  const text = component?.['text']
  return typeof text === 'string' ? text : ''
}

/** `IMAGE`, `VIDEO`, `DOCUMENT` or `LOCATION` of a header; null where it is a text or there is none. */
export function headerMediaOf(components: readonly TemplateComponent[]): string | null {
  const format = componentOf(components, 'HEADER')?.['format']
  return typeof format === 'string' && format.toUpperCase() !== 'TEXT' ? format.toUpperCase() : null
}

export function buttonsOf(components: readonly TemplateComponent[]): readonly TemplateComponent[] {
  const buttons = componentOf(components, 'BUTTONS')?.['buttons']
  return Array.isArray(buttons) ? (buttons as TemplateComponent[]) : []
}

/** What a send has to give values for. Of an authentication template the code, in its body and its button. */
export function variablesOf(components: readonly TemplateComponent[]): TemplateVariable[] {
  const header = placeholdersOf(textOf(componentOf(components, 'HEADER'))).names
  const body = componentOf(components, 'BODY')
  const buttons = buttonsOf(components)
  const isCode = buttons.some(({ type }) => String(type).toUpperCase() === 'OTP')
  const own = isCode && textOf(body) === '' ? ['1'] : placeholdersOf(textOf(body)).names
  return [
    ...header.map((name) => ({ place: 'header' as const, name })),
    ...sorted(own).map((name) => ({ place: 'body' as const, name })),
    ...buttons.flatMap((button, index) =>
      needsValue(button) ? { place: 'button' as const, name: String(index) } : [],
    ),
  ]
}

/** A link with a variable, and the button that copies a code. */
function needsValue({ type, url }: TemplateComponent): boolean {
  const kind = String(type).toUpperCase()
  return kind === 'OTP' || kind === 'COPY_CODE' || (kind === 'URL' && typeof url === 'string' && url.includes('{{'))
}

/** Values are given in the order of the numbers, wherever these stand in the text. */
function sorted(names: readonly string[]): readonly string[] {
  return areNamed(names) ? names : [...names].sort((one, other) => Number(one) - Number(other))
}
