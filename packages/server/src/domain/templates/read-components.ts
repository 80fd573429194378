import type { TemplateCategory } from '@posthorn/contract'

import { invalid } from '../../kernel/api-error.ts'
import { readButtons } from './read-buttons.ts'
import type { TemplateComponent } from './template.ts'
import { areNamed, placeholdersOf } from './variables.ts'

/** developers.facebook.com/documentation/business-messaging/whatsapp/templates/components, as of 2026. */
const MOST = { header: 60, body: 1024, footer: 60 } as const
const MEDIA = ['IMAGE', 'VIDEO', 'DOCUMENT']

/**
 * Checks the components of a new template as far as they can be checked here, and gives them with upper-case types. What
 * is wrong is said with its place; a reviewer would need a day for it, and say less.
 */
export function readComponents(given: readonly TemplateComponent[], category: TemplateCategory): TemplateComponent[] {
  const components = given.map((component, index) => {
    const type = String(component['type']).toUpperCase()
    if (!['HEADER', 'BODY', 'FOOTER', 'BUTTONS'].includes(type))
      throw invalid(`components[${index}].type`, 'it must be HEADER, BODY, FOOTER or BUTTONS')
    return { ...component, type }
  })
  const twice = components.findIndex(({ type }, index) => components.findIndex((each) => each.type === type) < index)
  if (twice !== -1) throw invalid(`components[${twice}]`, `there is a ${components[twice]?.type ?? ''} already`)
  if (!components.some(({ type }) => type === 'BODY')) throw invalid('components', 'there must be a BODY')
  const read = components.map((component, index) => {
    const at = `components[${index}]`
    switch (component.type) {
      case 'HEADER':
        return readHeader(component, at, category)
      case 'BODY':
        return category === 'authentication' ? readCodeBody(component, at) : readBody(component, at)
      case 'FOOTER':
        return category === 'authentication' ? readCodeFooter(component, at) : readFooter(component, at)
      default:
        return readButtons(component, at, category)
    }
  })
  if (category === 'authentication' && !read.some(({ type }) => type === 'BUTTONS'))
    throw invalid('components', 'an authentication template must have BUTTONS with one of type OTP')
  refuseMixedNames(read)
  return read
}

type Typed = TemplateComponent & { readonly type: string }

function readHeader(header: Typed, at: string, category: TemplateCategory): Typed {
  if (category === 'authentication') throw invalid(at, 'an authentication template has no header')
  const { format: given = 'TEXT' } = header
  const format = String(given).toUpperCase()
  if (format === 'TEXT') {
    const text = requiredText(header, at, MOST.header)
    const { names } = readPlaceholders(text, `${at}.text`)
    if (names.length > 1) throw invalid(`${at}.text`, 'a header has one variable at most')
    return { ...header, format, text, ...examplesFor(header, at, 'header_text', names) }
  }
  if (format === 'LOCATION') return { ...header, format }
  if (!MEDIA.includes(format)) throw invalid(`${at}.format`, `it must be TEXT, LOCATION, ${MEDIA.join(', ')}`)
  const handles = objectIn(header, 'example')['header_handle']
  if (!Array.isArray(handles) || typeof handles[0] !== 'string' || handles[0] === '')
    throw invalid(`${at}.example.header_handle`, 'it is missing; give the handle of an uploaded example')
  return { ...header, format }
}

function readBody(body: Typed, at: string): Typed {
  const text = requiredText(body, at, MOST.body)
  const { names } = readPlaceholders(text, `${at}.text`)
  if (/^\s*\{\{|\}\}\s*$/.test(text))
    throw invalid(`${at}.text`, 'it must not begin or end with a variable; put words around it')
  if (/\}\}\s*\{\{/.test(text)) throw invalid(`${at}.text`, 'two variables stand side by side; put words between them')
  return { ...body, text, ...examplesFor(body, at, 'body_text', names) }
}

function readFooter(footer: Typed, at: string): Typed {
  const text = requiredText(footer, at, MOST.footer)
  if (text.includes('{{')) throw invalid(`${at}.text`, 'a footer has no variables')
  return { ...footer, text }
}

/** The carrier writes the text of an authentication template itself. */
function readCodeBody(body: Typed, at: string): Typed {
  if (body['text'] !== undefined)
    throw invalid(`${at}.text`, 'the text of an authentication template is the carrier’s; leave it out')
  const recommends = body['add_security_recommendation']
  if (recommends !== undefined && typeof recommends !== 'boolean')
    throw invalid(`${at}.add_security_recommendation`, 'it must be true or false')
  return body
}

function readCodeFooter(footer: Typed, at: string): Typed {
  const minutes = footer['code_expiration_minutes']
  if (typeof minutes !== 'number' || !Number.isInteger(minutes) || minutes < 1 || minutes > 90)
    throw invalid(`${at}.code_expiration_minutes`, 'it must be a whole number from 1 to 90')
  return footer
}

function requiredText(component: TemplateComponent, at: string, most: number): string {
  const text = component['text']
  if (typeof text !== 'string' || text.trim() === '') throw invalid(`${at}.text`, 'it is missing')
  if (text.length > most) throw invalid(`${at}.text`, `it has ${text.length} characters, and at most ${most} are taken`)
  return text
}

function readPlaceholders(text: string, at: string): { names: readonly string[] } {
  const { names, malformed } = placeholdersOf(text)
  if (malformed !== null)
    throw invalid(at, `${malformed} is no variable; write a number such as {{1}} or a name such as {{order_id}}`)
  if (areNamed(names)) {
    if (names.some((name) => /^\d+$/.test(name))) throw invalid(at, 'it mixes numbered and named variables')
    return { names }
  }
  const numbers = names.map(Number).sort((one, other) => one - other)
  const gap = numbers.findIndex((number, index) => number !== index + 1)
  if (gap !== -1) throw invalid(at, `the variables must be numbered from 1 without gaps; {{${gap + 1}}} is missing`)
  return { names: numbers.map(String) }
}

/** An example for each variable: a reviewer reads the text with them. */
function examplesFor(
  component: Typed,
  at: string,
  field: 'header_text' | 'body_text',
  names: readonly string[],
): object {
  const example = objectIn(component, 'example')
  if (names.length === 0) {
    if (component['example'] === undefined) return {}
    throw invalid(`${at}.example`, 'there are no variables that it could be for')
  }
  if (areNamed(names)) {
    const named: unknown = example[`${field}_named_params`]
    const pairs = (Array.isArray(named) ? (named as unknown[]) : []).map(asObject)
    const given = new Map(pairs.map((each) => [each['param_name'], each['example']]))
    const missing = names.find((name) => !isExample(given.get(name)))
    if (missing !== undefined)
      throw invalid(`${at}.example.${field}_named_params`, `an example for {{${missing}}} is missing`)
    return {}
  }
  const values = field === 'header_text' ? example[field] : (example[field] as unknown[] | undefined)?.[0]
  const examples = Array.isArray(values) ? (values as unknown[]) : []
  const missing = names.findIndex((_, index) => !isExample(examples[index]))
  if (missing !== -1) throw invalid(`${at}.example.${field}`, `an example for {{${missing + 1}}} is missing`)
  if (examples.length > names.length)
    throw invalid(`${at}.example.${field}`, `it has ${examples.length} examples for ${names.length} variables`)
  return {}
}

function isExample(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== ''
}

/** Numbered here and named there is refused by the carrier: a template has one way for all its texts. */
function refuseMixedNames(components: readonly Typed[]): void {
  const texts = components.filter(({ type }) => type === 'HEADER' || type === 'BODY')
  const ways = texts
    .map(({ text }) => placeholdersOf(typeof text === 'string' ? text : '').names)
    .filter((names) => names.length > 0)
    .map(areNamed)
  if (new Set(ways).size > 1)
    throw invalid('components', 'header and body must both have numbered variables, or both named ones')
}

function objectIn(component: TemplateComponent, name: string): Record<string, unknown> {
  return asObject(component[name])
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
