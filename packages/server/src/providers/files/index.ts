/** Reads documents that strangers wrote: each in a process of its own, in limits. */
export { createFileReader, type FileReaderDeps } from './file-reader.ts'
export { limits as fileLimits } from './limits.ts'
