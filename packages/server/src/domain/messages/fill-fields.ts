import {
  asIs,
  MOST_RENDERED,
  parseField,
  renderField,
  type Template,
  type Variables,
  variablesMissing,
} from '../email-templates/index.ts'

/** Fills the texts among the fields of SMS and WhatsApp messages; each text is read once, however many get it. */
export class FieldFiller {
  readonly #parsed = new Map<string, Template>()

  fill(fields: Readonly<Record<string, unknown>>, names: readonly string[], variables: Variables) {
    const missing = new Set<string>()
    const fillOne = (name: string, text: string): string => {
      const rendered = renderField(name, this.#parse(name, text), variables, { escape: asIs, most: MOST_RENDERED })
      for (const each of rendered.missing) missing.add(each)
      return rendered.text
    }
    const filled: Record<string, unknown> = { ...fields }
    for (const name of names) {
      const value = filled[name]
      if (typeof value === 'string') filled[name] = fillOne(name, value)
      else if (isBodyText(value)) filled[name] = { ...value, body: fillOne(`${name}.body`, value.body) }
    }
    if (missing.size > 0) throw variablesMissing([...missing])
    return filled
  }

  #parse(name: string, text: string): Template {
    let template = this.#parsed.get(text)
    if (!template) this.#parsed.set(text, (template = parseField(name, text)))
    return template
  }
}

function isBodyText(value: unknown): value is { body: string } {
  return typeof value === 'object' && value !== null && typeof (value as { body?: unknown }).body === 'string'
}
