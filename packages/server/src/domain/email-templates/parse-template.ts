/**
 * The little language of templates: a part of Mustache, without what lets a template reach outside its values. A text is
 * parsed once into parts; what they may name is looked up in JSON and nowhere else.
 */

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  /** `{{order.number}}`. */
  | { readonly kind: 'value'; readonly path: readonly string[]; readonly name: string }
  /** `{{#items}}…{{/items}}`, or with `inverted` `{{^items}}…{{/items}}`. */
  | {
      readonly kind: 'section'
      readonly path: readonly string[]
      readonly name: string
      readonly inverted: boolean
      readonly parts: readonly Part[]
    }

export type Template = readonly Part[]

/** The template cannot be read; `problem` says where and why, as the end of a sentence that begins with the field. */
export class TemplateFault extends Error {
  readonly problem: string

  constructor(problem: string) {
    super(problem)
    this.name = 'TemplateFault'
    this.problem = problem
  }
}

const TAG = /\{\{(\{?)([^{}]*)\}\}(\}?)/g
const NAME = /^(\.|[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z_][A-Za-z0-9_-]*)*)$/
const LONGEST_NAME = 100
/** Sections in sections. */
const DEEPEST = 5
const MOST_TAGS = 1_000

interface OpenSection {
  readonly name: string
  readonly inverted: boolean
  readonly parts: Part[]
}

/** @throws {TemplateFault} */
export function parseTemplate(text: string): Template {
  const open: OpenSection[] = [{ name: '', inverted: false, parts: [] }]
  let after = 0
  let tags = 0
  for (const tag of text.matchAll(TAG)) {
    if (++tags > MOST_TAGS) throw new TemplateFault(`it has more than ${MOST_TAGS} places to fill in`)
    const [whole, rawOpen, inner = '', rawClose] = tag
    literal(open, text.slice(after, tag.index))
    after = tag.index + whole.length
    if (rawOpen !== '' || rawClose !== '')
      throw new TemplateFault(`${quoted(whole)} would stand unescaped, which is not possible; write two braces`)
    take(open, inner.trim(), whole)
  }
  literal(open, text.slice(after))
  const last = open.at(-1) as OpenSection
  if (open.length > 1) throw new TemplateFault(`{{#${last.name}}} is not closed; add {{/${last.name}}}`)
  return last.parts
}

function literal(open: readonly OpenSection[], text: string): void {
  if (text.includes('{{'))
    throw new TemplateFault(`${quoted(text.slice(text.indexOf('{{'), 60))} is not closed with }}`)
  if (text !== '') open.at(-1)?.parts.push({ kind: 'text', text })
}

function take(open: OpenSection[], inner: string, whole: string): void {
  const current = open.at(-1) as OpenSection
  const sign = inner.charAt(0)
  switch (sign) {
    case '!':
      return
    case '#':
    case '^': {
      if (open.length > DEEPEST) throw new TemplateFault(`sections stand more than ${DEEPEST} deep`)
      open.push({ name: nameIn(inner.slice(1), whole), inverted: sign === '^', parts: [] })
      return
    }
    case '/': {
      const name = nameIn(inner.slice(1), whole)
      if (open.length === 1 || current.name !== name)
        throw new TemplateFault(`${quoted(whole)} closes nothing that is open`)
      open.pop()
      const { inverted, parts } = current
      open.at(-1)?.parts.push({ kind: 'section', name, path: pathOf(name), inverted, parts })
      return
    }
    default: {
      const name = nameIn(inner, whole)
      current.parts.push({ kind: 'value', name, path: pathOf(name) })
    }
  }
}

function nameIn(text: string, whole: string): string {
  const name = text.trim()
  if (name.length <= LONGEST_NAME && NAME.test(name)) return name
  throw new TemplateFault(
    `${quoted(whole)} is no name; use letters, digits, _ and -, with dots between, at most ${LONGEST_NAME} characters`,
  )
}

/** `.` is the item of the list itself. */
function pathOf(name: string): string[] {
  return name === '.' ? [] : name.split('.')
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)
}

/** The names that templates use, each once, in the order in which they come. */
export function namesIn(templates: readonly Template[]): string[] {
  const names = new Set<string>()
  const visit = (parts: Template): void => {
    for (const part of parts) {
      if (part.kind === 'text') continue
      if (part.name !== '.') names.add(part.name)
      if (part.kind === 'section') visit(part.parts)
    }
  }
  for (const template of templates) visit(template)
  return [...names]
}
