/** What became of the questions of some sessions in some time. */
export interface Figures {
  readonly requests: number
  readonly feedback: number
  readonly badFeedback: number
  /** Answered or declined. */
  readonly completed: number
  readonly lowConfidence: number
  /** Completed or failed. */
  readonly finished: number
  readonly errors: number
  /** Of the errors. */
  readonly timeouts: number
}

export const noFigures: Figures = {
  requests: 0,
  feedback: 0,
  badFeedback: 0,
  completed: 0,
  lowConfidence: 0,
  finished: 0,
  errors: 0,
  timeouts: 0,
}

export function addFigures(one: Figures, other: Figures): Figures {
  const names = Object.keys(noFigures) as (keyof Figures)[]
  return Object.fromEntries(names.map((name) => [name, one[name] + other[name]])) as unknown as Figures
}

/** A part of the whole, from 0 to 1; null: there is no whole. */
export function partOf(some: number, all: number): number | null {
  return all === 0 ? null : some / all
}
