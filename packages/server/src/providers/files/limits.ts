/** What a file may cost. Everything beyond is refused with a sentence that says what to do. */
export const limits = {
  /** Bytes of a file as it is sent. */
  fileBytes: 20 * 1024 * 1024,
  /** Characters that come out of one: about eight hundred pages. */
  textCharacters: 2_000_000,
  pdfPages: 1_000,
  /** Parts of a DOCX. Those of Word have some tens, a picture being one. */
  archiveEntries: 5_000,
  /** Bytes of all parts that are opened, once inflated, and of a whole archive by its own account. */
  inflatedBytes: 64 * 1024 * 1024,
  archiveBytes: 512 * 1024 * 1024,
  /** XML shrinks to a tenth, seldom to a fiftieth; small parts may shrink as they like. */
  inflationRatio: 200,
  inflationFreeBytes: 1024 * 1024,
  csvColumns: 1_000,
  csvRows: 100_000,
  /** Elements within elements; browsers stop at 512. What is deeper is read as if it stood there. */
  htmlLevels: 512,
  /** Milliseconds for one file, from the start of its process. */
  readingMs: 30_000,
  /** Mebibytes that the process of one file may hold, and how many of them as JavaScript's own. */
  memoryMb: 640,
  heapMb: 384,
} as const
