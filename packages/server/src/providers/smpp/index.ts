export { createSmpp } from './smpp.ts'
