export type { HiddenOf } from './draft-gap.ts'
export { GapGathering, type KeepGatheringDeps } from './keep-gathering.ts'
export { gapRoutes } from './routes.ts'
