import { ApiError, invalid } from '../../kernel/api-error.ts'
import { namesIn, parseTemplate, type Template, TemplateFault } from './parse-template.ts'
import {
  asIs,
  type Escape,
  escapeHtml,
  onOneLine,
  RenderedTooLong,
  renderTemplate,
  type Variables,
} from './render-template.ts'

/** What a template says, before its variables are known. */
export interface TemplateTexts {
  readonly subject: string
  readonly html: string | null
  readonly text: string | null
}

/** A stored e-mail of a workspace. */
export interface EmailTemplate extends TemplateTexts {
  readonly id: string
  readonly workspaceId: string
  readonly name: string
  /** The names that it uses. */
  readonly variables: readonly string[]
  readonly createdAt: number
  readonly updatedAt: number
}

/** The same, read once for many recipients. */
export interface ParsedTexts {
  readonly subject: Template | null
  readonly html: Template | null
  readonly text: Template | null
}

/** Characters that a rendered body may have: as many as a send takes. */
export const MOST_RENDERED = 1_000_000
const MOST_SUBJECT = 10_000

/** Parses texts that may each be absent, or says in which the fault lies. */
export function parseTexts(texts: Readonly<Partial<Record<keyof TemplateTexts, string | null>>>): ParsedTexts {
  const parse = (param: keyof TemplateTexts): Template | null => {
    const text = texts[param] ?? null
    return text === null ? null : parseField(param, text)
  }
  return { subject: parse('subject'), html: parse('html'), text: parse('text') }
}

/** @throws {ApiError} naming the field. */
export function parseField(param: string, text: string): Template {
  try {
    return parseTemplate(text)
  } catch (error) {
    throw error instanceof TemplateFault ? invalid(param, error.problem) : error
  }
}

export function namesOf({ subject, html, text }: ParsedTexts): string[] {
  return namesIn([subject, html, text].filter((template) => template !== null))
}

export interface RenderedTexts {
  readonly subject: string | null
  readonly html: string | null
  readonly text: string | null
  /** Names without a usable value, each once. */
  readonly missing: readonly string[]
}

/** Fills the texts: escaped in HTML, on one line in the subject, as they are in the plain text. */
export function renderTexts(parsed: ParsedTexts, variables: Variables): RenderedTexts {
  const missing = new Set<string>()
  const render = (param: keyof ParsedTexts, escape: Escape, most: number): string | null => {
    const template = parsed[param]
    if (template === null) return null
    const rendered = renderField(param, template, variables, { escape, most })
    for (const name of rendered.missing) missing.add(name)
    return rendered.text
  }
  return {
    subject: render('subject', onOneLine, MOST_SUBJECT),
    html: render('html', escapeHtml, MOST_RENDERED),
    text: render('text', asIs, MOST_RENDERED),
    missing: [...missing],
  }
}

export function renderField(
  param: string,
  template: Template,
  variables: Variables,
  { escape, most }: { escape: Escape; most: number },
): { text: string; missing: readonly string[] } {
  try {
    return renderTemplate(template, variables, escape, most)
  } catch (error) {
    throw error instanceof RenderedTooLong
      ? invalid('variables', `with them ${param} would be longer than ${most} characters`)
      : error
  }
}

/** 422 with every name. */
export function variablesMissing(missing: readonly string[]): ApiError {
  return new ApiError('TEMPLATE_VARIABLES_MISSING', { param: 'variables', words: { missing: missing.join(', ') } })
}
