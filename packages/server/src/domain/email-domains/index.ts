export { defineDomainChecks } from './check-domain.ts'
export { createFindSender, type FindSender } from './find-sender.ts'
export { maySendFrom } from './may-send-from.ts'
export { emailDomainRoutes } from './routes.ts'
