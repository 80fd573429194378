import type { ReadingFailure } from '../../domain/documents/port.ts'

export function fail(code: ReadingFailure['code'], message: string): ReadingFailure {
  return { kind: 'failed', code, message }
}
