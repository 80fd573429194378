export { createUsage, type Credits } from './create-usage.ts'
export type { ChangePlan } from './change-plan.ts'
export type { Demand, Reserved } from './reserve-credits.ts'
export type { SendingEnd } from './sending-end.ts'
