export { checkMasterKey } from './check-master-key.ts'
export { forgetOldRegularly } from './forget-old.ts'
export { operationsRoutes } from './routes.ts'
