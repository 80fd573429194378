/** A conversation of the page “Try it”: what was asked, and what has come of each answer so far. */
import type { ChatAnswer, ChatSource, StreamEvent } from '@posthorn/sdk'

export interface Turn {
  readonly id: number
  readonly question: string
  /** The one that was asked for; empty: that of the question. */
  readonly language: string
  readonly state: 'asking' | 'answered' | 'failed' | 'stopped'
  /** What of the answer has come. */
  readonly text: string
  readonly sources: readonly ChatSource[]
  /** The whole, once it is there. */
  readonly answer: ChatAnswer | null
  readonly error: Error | null
}

export const beginTurn = (id: number, question: string, language = ''): Turn => ({
  id,
  question,
  language,
  state: 'asking',
  text: '',
  sources: [],
  answer: null,
  error: null,
})

/** What one event of the stream makes of a turn. What is not known is passed over: newer servers may say more. */
export function hearEvent(turn: Turn, { type, data: said }: StreamEvent): Turn {
  if (type === 'text') return { ...turn, text: turn.text + textOf(said) }
  if (type === 'sources') return { ...turn, sources: sourcesOf(said) }
  if (type === 'answer') {
    const answer = said as ChatAnswer
    return { ...turn, state: 'answered', text: answer.answer, sources: answer.sources, answer }
  }
  if (type === 'error') return { ...turn, state: 'failed', error: new Error(messageOf(said)) }
  return turn
}

/** A stream that ends without its last event broke off. */
export function endTurn(turn: Turn): Turn {
  if (turn.state !== 'asking') return turn
  return { ...turn, state: 'failed', error: new Error('The connection broke off before the answer was whole.') }
}

const fieldOf = (said: unknown, name: string): unknown =>
  typeof said === 'object' && said !== null ? (said as Record<string, unknown>)[name] : undefined

function textOf(said: unknown): string {
  const text = typeof said === 'string' ? said : fieldOf(said, 'text')
  return typeof text === 'string' ? text : ''
}

function sourcesOf(said: unknown): readonly ChatSource[] {
  const sources = Array.isArray(said) ? (said as unknown) : fieldOf(said, 'sources')
  return Array.isArray(sources) ? (sources as ChatSource[]) : []
}

function messageOf(said: unknown): string {
  const message = fieldOf(said, 'message') ?? fieldOf(said, 'error_message')
  return typeof message === 'string' ? message : 'No answer could be made.'
}
