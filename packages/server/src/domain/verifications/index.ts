export { type VerificationDeps, verificationRoutes } from './routes.ts'
