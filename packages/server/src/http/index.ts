export { registerDashboard } from './dashboard-files.ts'
export { RateLimiter } from './limit-rate.ts'
export { createServer, type ServerOptions } from './server.ts'
export { registerReferencePage } from './reference-page.ts'
