import type { ExampleDocument } from './example-document.ts'
import { textsInEnglish } from './texts-en.ts'
import { textsInPortuguese } from './texts-pt.ts'

/** The knowledge of a made-up shop, in two languages. */
export const exampleDocuments: readonly ExampleDocument[] = [...textsInEnglish, ...textsInPortuguese]
