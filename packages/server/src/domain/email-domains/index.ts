export { defineDomainChecks } from './check-domain.ts'
export { maySendFrom } from './may-send-from.ts'
export { emailDomainRoutes } from './routes.ts'
