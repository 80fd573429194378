import type { ReadingFailureCode } from '../../domain/documents/port.ts'

/** The file cannot be read. The message is for people, and says what to do. */
export class Unreadable extends Error {
  readonly code: ReadingFailureCode

  constructor(code: ReadingFailureCode, message: string) {
    super(message)
    this.name = 'Unreadable'
    this.code = code
  }
}

export function tooMuchText(limit: number): Unreadable {
  return new Unreadable(
    'too_large',
    `The file holds more than ${limit.toLocaleString('en')} characters of text. Split it into several documents.`,
  )
}
