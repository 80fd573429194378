export { createMeta } from './meta.ts'
