import type { Template } from './parse-template.ts'

/** What a template is filled with: JSON. */
export type Variables = Readonly<Record<string, unknown>>

/** How a value stands in the text. */
export type Escape = (text: string) => string

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** For element contents and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => HTML[character] as string)
}

export function asIs(text: string): string {
  return text
}

/** For a header: a line break would begin another one. */
export function onOneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ')
}

/** The text would be longer than may be sent, or take too long to make: lists in lists multiply. */
export class RenderedTooLong extends Error {
  constructor() {
    super('the rendered text is too long')
    this.name = 'RenderedTooLong'
  }
}

export interface Rendering {
  readonly text: string
  /** Names without a text, number or boolean, each once; they stand in the text as in the template. */
  readonly missing: readonly string[]
}

interface Run {
  readonly escape: Escape
  readonly most: number
  readonly missing: Set<string>
  length: number
  /** Parts and items that were looked at. */
  steps: number
  readonly pieces: string[]
}

/** An item that shows nothing costs time all the same. */
const MOST_STEPS = 100_000

/**
 * Fills a template. `most`: characters that the result may have.
 *
 * @throws {RenderedTooLong}
 */
export function renderTemplate(template: Template, variables: Variables, escape: Escape, most: number): Rendering {
  const run: Run = { escape, most, missing: new Set(), length: 0, steps: 0, pieces: [] }
  fill(template, [variables], run)
  return { text: run.pieces.join(''), missing: [...run.missing] }
}

/** `scopes`: where names are looked up, the innermost last. */
function fill(template: Template, scopes: readonly unknown[], run: Run): void {
  for (const part of template) {
    step(run)
    if (part.kind === 'text') add(run, part.text)
    else if (part.kind === 'value') {
      const text = textOf(lookUp(part.path, scopes))
      if (text === null) {
        run.missing.add(part.name)
        add(run, `{{${part.name}}}`)
      } else add(run, run.escape(text))
    } else {
      const value = lookUp(part.path, scopes)
      const items = itemsOf(value)
      if (part.inverted) {
        if (items.length === 0) fill(part.parts, scopes, run)
      } else
        for (const item of items) {
          step(run)
          fill(part.parts, [...scopes, item], run)
        }
    }
  }
}

function step(run: Run): void {
  if (++run.steps > MOST_STEPS) throw new RenderedTooLong()
}

function add(run: Run, text: string): void {
  run.length += text.length
  if (run.length > run.most) throw new RenderedTooLong()
  run.pieces.push(text)
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}

/** What a section is shown for: each item of a list, a value once, nothing for what is missing, false, empty or zero. */
function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  return value === undefined || value === null || value === false || value === '' || value === 0 ? [] : [value]
}

/** The first name is found in the innermost scope that has it, the rest inside what it names. Own properties only. */
function lookUp(path: readonly string[], scopes: readonly unknown[]): unknown {
  const [first, ...rest] = path
  if (first === undefined) return scopes.at(-1)
  const scope = scopes.findLast((each) => own(each, first) !== undefined)
  return rest.reduce(own, own(scope, first))
}

function own(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined
}
