/** Reads the components of a template, as WhatsApp's own API has them, into what its reader would see. */
import { placeholdersOf } from './placeholders.ts'

export type Component = Readonly<Record<string, unknown>>

/** A piece of a text. `variable`: it stands for this one, by its example where there is one. */
export interface Piece {
  readonly text: string
  readonly variable: string | null
}

export interface Preview {
  /** `media`: IMAGE, VIDEO, DOCUMENT or LOCATION in place of a text. */
  readonly header: { readonly pieces: readonly Piece[]; readonly media: string | null } | null
  readonly body: readonly Piece[]
  readonly footer: string | null
  readonly buttons: readonly { readonly type: string; readonly text: string; readonly detail: string | null }[]
}

export function readComponents(components: readonly Component[]): Preview {
  const [header, body, footer] = [find(components, 'HEADER'), find(components, 'BODY'), find(components, 'FOOTER')]
  const buttons = listIn(find(components, 'BUTTONS') ?? {}, 'buttons').map(objectOf)
  const isCode = buttons.some((button) => textIn(button, 'type')?.toUpperCase() === 'OTP')
  return {
    header: header ? readHeader(header) : null,
    body: isCode && textIn(body, 'text') === null ? codeText(body) : piecesOf(body ?? {}, 'body_text'),
    footer: textIn(footer, 'text') ?? expiryOf(footer),
    buttons: buttons.map((button) => {
      const type = (textIn(button, 'type') ?? '').toUpperCase()
      const text = textIn(button, 'text') ?? labels[type] ?? type.toLowerCase().replaceAll('_', ' ')
      return { type, text, detail: textIn(button, 'url') ?? textIn(button, 'phone_number') }
    }),
  }
}

/** Of buttons whose words are the carrier's. */
const labels: Readonly<Record<string, string>> = { OTP: 'Copy code', COPY_CODE: 'Copy offer code' }

/** The examples of the variables of a header or a body, by the name of the variable. */
export function examplesOf(components: readonly Component[], place: 'header' | 'body'): ReadonlyMap<string, string> {
  const component = find(components, place.toUpperCase())
  return component ? examplesIn(component, `${place}_text`) : new Map()
}

function readHeader(header: Component): Preview['header'] {
  const format = (textIn(header, 'format') ?? 'TEXT').toUpperCase()
  return format === 'TEXT'
    ? { pieces: piecesOf(header, 'header_text'), media: null }
    : { pieces: [], media: format.toLowerCase() }
}

function piecesOf(component: Component, field: string): Piece[] {
  const examples = examplesIn(component, field)
  // Split by a group: every second piece is the name of a variable.
  return (textIn(component, 'text') ?? '')
    .split(/\{\{([^{}]*)\}\}/)
    .map((text, index): Piece =>
      index % 2 === 0 ? { text, variable: null } : { text: examples.get(text) ?? `{{${text}}}`, variable: text },
    )
    .filter(({ text }) => text !== '')
}

function examplesIn(component: Component, field: string): ReadonlyMap<string, string> {
  const example = objectOf(component['example'])
  const named = listIn(example, `${field}_named_params`).map(objectOf)
  const values = field === 'header_text' ? listIn(example, field) : listIn(example, field)[0]
  const numbered = Array.isArray(values) ? (values as unknown[]) : []
  const names = placeholdersOf(textIn(component, 'text') ?? '')
  const found = [
    ...named.map((each) => [each['param_name'], each['example']]),
    ...names.map((name) => [name, numbered[Number(name) - 1]]),
  ]
  return new Map(found.filter((pair): pair is [string, string] => pair.every((part) => part !== '' && isText(part))))
}

/** The carrier writes the text of a code itself: this is what it comes to in English. */
function codeText(body: Component | undefined): Piece[] {
  const recommends = body?.['add_security_recommendation'] === true
  return [
    { text: '123456', variable: '1' },
    {
      text: ` is your verification code.${recommends ? ' For your security, do not share this code.' : ''}`,
      variable: null,
    },
  ]
}

function expiryOf(footer: Component | undefined): string | null {
  const minutes = footer?.['code_expiration_minutes']
  return typeof minutes === 'number' ? `Expires in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.` : null
}

const find = (components: readonly Component[], type: string): Component | undefined =>
  components.find((component) => textIn(component, 'type')?.toUpperCase() === type)

const isText = (value: unknown): value is string => typeof value === 'string'

function textIn(component: Component | undefined, field: string): string | null {
  const value = component?.[field]
  return isText(value) && value !== '' ? value : null
}

function listIn(component: Component, field: string): readonly unknown[] {
  const value = component[field]
  return Array.isArray(value) ? (value as unknown[]) : []
}

const objectOf = (value: unknown): Component =>
  typeof value === 'object' && value !== null ? (value as Component) : {}
