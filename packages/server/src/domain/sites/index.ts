export { requireSite } from './require-site.ts'
export type { Site } from './site.ts'
export { siteById } from './store.ts'
