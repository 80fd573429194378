import type { FileText, RawFile, ReadingFailure } from '../../domain/documents/port.ts'

/** What the reading process is told ahead of the bytes, in one line of JSON. */
export type FileToRead = Omit<RawFile, 'bytes'>

/** What it answers, in JSON; it then ends. */
export type ReadingReply = FileText | ReadingFailure

/** The exit code by which it says that it held more memory than it may. */
export const OUT_OF_MEMORY = 87
/** … and that it took longer than it may, for the case that nobody ended it from outside. */
export const OUT_OF_TIME = 88
