/**
 * What a webhook may subscribe to: a type (`message.received`), a category (`message.*`, or just `message`), everything
 * (`*`), and the same for custom events (`custom.order.paid`, `custom.order.*`, `custom.*`, `custom`).
 * Source: wire contract 3.2 and 5.1.
 */
import { eventCategories, eventTypes, events, isCustomEventType, isEventType, type EventType } from './events.ts'

/** Names of other platforms and older versions that are refused, and what to say instead. */
export const renamedEvents: Readonly<Record<string, string>> = {
  'conversation.started': 'conversation.created',
  'conversation.ended': 'conversation.closed',
  'conversation.transferred': 'agent.transferred',
  'whatsapp.session.connected': 'session.connected',
  'whatsapp.session.disconnected': 'session.disconnected',
  'whatsapp.session.*': 'session.*',
  'whatsapp.*': 'message.*',
  whatsapp: 'message.*',
}

export type EventPattern =
  | { readonly kind: 'type'; readonly type: EventType }
  | { readonly kind: 'category'; readonly category: string }
  | { readonly kind: 'all' }
  | { readonly kind: 'custom-type'; readonly type: string }
  /** Matches every type that begins with `prefix`, its last dot included. */
  | { readonly kind: 'custom-prefix'; readonly prefix: string }
  | { readonly kind: 'refused'; readonly message: string }

/** Reads one item of a webhook's `events`. A refusal names the item and, where it is known, the right name. */
export function parseEventPattern(item: string): EventPattern {
  if (item === '*') return { kind: 'all' }
  if (isEventType(item)) return { kind: 'type', type: item }
  const category = item.endsWith('.*') ? item.slice(0, -2) : item
  if (eventCategories.includes(category)) return { kind: 'category', category }
  if (category === 'custom') return { kind: 'custom-prefix', prefix: 'custom.' }
  if (isCustomEventType(category)) {
    return item === category ? { kind: 'custom-type', type: item } : { kind: 'custom-prefix', prefix: `${category}.` }
  }
  return { kind: 'refused', message: refusal(item) }
}

function refusal(item: string): string {
  const shown = JSON.stringify(item.length > 100 ? `${item.slice(0, 100)}…` : item)
  const rightName = rightNameOf(item)
  if (rightName !== undefined) return `${shown} is not an event here; use "${rightName}"`
  if (item.startsWith('custom.')) {
    return `${shown} is not a custom event name; use "custom." and one to five parts of a-z, 0-9, _ and -, or "custom.*"`
  }
  const known = eventTypes.filter((type) => events[type].category === item.split('.')[0])
  const hint =
    known.length > 0 ? known.join(', ') : `${eventCategories.map((name) => `${name}.*`).join(', ')}, custom.*`
  return `${shown} is not an event; use one of ${hint}, or "*"`
}

/** What to say instead of a name that was refused, where that is known. */
export function rightNameOf(item: string): string | undefined {
  if (Object.hasOwn(renamedEvents, item)) return renamedEvents[item]
  if (!item.startsWith('whatsapp.')) return undefined
  const renamed = item.replace(/^whatsapp\.(message\.)?/, 'message.')
  return isEventType(renamed) ? renamed : 'message.*'
}

/**
 * The catalogue types that a list of patterns stands for, in catalogue order, and the custom patterns as they are.
 * Items that would be refused are left out: refuse them first.
 */
export function expandPatterns(items: readonly string[]): string[] {
  const patterns = items.map(parseEventPattern)
  const types = eventTypes.filter((type) => patterns.some((pattern) => matches(pattern, type)))
  const customs = patterns.flatMap((pattern) => {
    if (pattern.kind === 'custom-type') return [pattern.type]
    if (pattern.kind === 'custom-prefix') return [`${pattern.prefix}*`]
    return pattern.kind === 'all' ? ['custom.*'] : []
  })
  return [...types, ...[...new Set(customs)].sort()]
}

// A webhook's list is matched against every event of its workspace, so a list is read once. Bounded, since lists come
// from customers; starting anew is cheaper than keeping track of which one is the oldest.
const matchers = new Map<string, (type: string) => boolean>()
const mostMatchers = 10_000

/** Whether a webhook with these `events` wants an event of this type. */
export function matchesType(items: readonly string[], type: string): boolean {
  const key = items.join('\n')
  let matcher = matchers.get(key)
  if (matcher === undefined) {
    matcher = compile(items)
    if (matchers.size >= mostMatchers) matchers.clear()
    matchers.set(key, matcher)
  }
  return matcher(type)
}

function compile(items: readonly string[]): (type: string) => boolean {
  const patterns = items.map(parseEventPattern)
  if (patterns.some((pattern) => pattern.kind === 'all')) return () => true
  const exact = new Set(expandPatterns(items))
  const prefixes = patterns.flatMap((pattern) => (pattern.kind === 'custom-prefix' ? [pattern.prefix] : []))
  return (type) => exact.has(type) || prefixes.some((prefix) => type.startsWith(prefix))
}

function matches(pattern: EventPattern, type: EventType): boolean {
  if (pattern.kind === 'all') return true
  if (pattern.kind === 'type') return pattern.type === type
  return pattern.kind === 'category' && events[type].category === pattern.category
}
