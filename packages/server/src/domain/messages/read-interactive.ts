import { invalid } from '../../kernel/api-error.ts'

type Part = Readonly<Record<string, unknown>>

/**
 * Checks the parts of an interactive message that WhatsApp's own API checks, so that a mistake is said at once and with its
 * place. Types other than these three are passed on. Limits: developers.facebook.com/documentation/business-messaging/whatsapp/
 * messages/interactive-reply-buttons-messages, …-list-messages, …-cta-url-messages (as of 2026).
 */
export function readInteractive(interactive: Part): Part {
  const type = interactive['type']
  if (typeof type !== 'string') throw invalid('interactive.type', 'it is missing; give button, list or cta_url')
  const action = partIn(interactive, 'action', 'interactive')
  if (!['button', 'list', 'cta_url'].includes(type)) return interactive
  words(partIn(interactive, 'body', 'interactive'), 'text', 'interactive.body', type === 'list' ? 4096 : 1024)
  if (interactive['footer'] !== undefined)
    words(partIn(interactive, 'footer', 'interactive'), 'text', 'interactive.footer', 60)
  if (interactive['header'] !== undefined) readHeader(partIn(interactive, 'header', 'interactive'))
  if (type === 'button') readButtons(action)
  else if (type === 'list') readList(action)
  else readLink(action)
  return interactive
}

function readHeader(header: Part): void {
  const { type } = header
  if (type === 'text') words(header, 'text', 'interactive.header', 60)
  else if (typeof type !== 'string' || !['image', 'video', 'document'].includes(type))
    throw invalid('interactive.header.type', 'it must be text, image, video or document')
  else partIn(header, type, 'interactive.header')
}

function readButtons(action: Part): void {
  const at = 'interactive.action.buttons'
  const buttons = list(action, 'buttons', 'interactive.action')
  if (buttons.length > 3) throw invalid(at, `there are ${buttons.length}, and at most 3 are taken`)
  const ids = buttons.map((button, index) => {
    const reply = partIn(button, 'reply', `${at}[${index}]`)
    words(reply, 'title', `${at}[${index}].reply`, 20)
    return words(reply, 'id', `${at}[${index}].reply`, 256)
  })
  refuseTwice(ids, at)
}

function readList(action: Part): void {
  const at = 'interactive.action.sections'
  words(action, 'button', 'interactive.action', 20)
  const sections = list(action, 'sections', 'interactive.action')
  const ids = sections.flatMap((section, place) => {
    if (sections.length > 1) words(section, 'title', `${at}[${place}]`, 24)
    return list(section, 'rows', `${at}[${place}]`).map((row, index) => {
      const where = `${at}[${place}].rows[${index}]`
      words(row, 'title', where, 24)
      if (row['description'] !== undefined) words(row, 'description', where, 72)
      return words(row, 'id', where, 200)
    })
  })
  if (ids.length > 10) throw invalid(at, `there are ${ids.length} rows, and at most 10 are taken`)
  refuseTwice(ids, at)
}

function readLink(action: Part): void {
  const parameters = partIn(action, 'parameters', 'interactive.action')
  words(parameters, 'display_text', 'interactive.action.parameters', 20)
  const url = words(parameters, 'url', 'interactive.action.parameters', 2000)
  if (!['https:', 'http:'].includes(URL.parse(url)?.protocol ?? ''))
    throw invalid('interactive.action.parameters.url', 'it must be a complete http(s) address')
}

function refuseTwice(ids: readonly string[], at: string): void {
  const twice = ids.find((id, index) => ids.indexOf(id) < index)
  if (twice !== undefined) throw invalid(at, `the id ${JSON.stringify(twice)} stands there twice`)
}

function partIn(part: Part, name: string, at: string): Part {
  const value = part[name]
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(`${at}.${name}`, value === undefined ? 'it is missing' : 'it must be an object')
  return value as Part
}

function list(part: Part, name: string, at: string): Part[] {
  const value = part[name]
  if (!Array.isArray(value) || value.length === 0) throw invalid(`${at}.${name}`, 'there must be at least one')
  return value.map((each: unknown, index) => {
    if (typeof each !== 'object' || each === null) throw invalid(`${at}.${name}[${index}]`, 'it must be an object')
    return each as Part
  })
}

function words(part: Part, name: string, at: string, most: number): string {
  const value = part[name]
  if (typeof value !== 'string' || value.trim() === '') throw invalid(`${at}.${name}`, 'it is missing')
  if (value.length > most) throw invalid(`${at}.${name}`, `it has more than ${most} characters`)
  return value
}
