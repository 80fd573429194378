/** Reads pages of other people's sites, where they let robots in. */
export { createPageFetcher, type PageFetcherDeps } from './page-fetcher.ts'
