export { createLanguageModel } from './chat.ts'
export type { OpenAiOptions, Service } from './client.ts'
export { createEmbedder } from './embeddings.ts'
