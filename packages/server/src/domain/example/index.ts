export { exampleDocuments } from './example-documents.ts'
export type { ExampleDocument } from './example-document.ts'
