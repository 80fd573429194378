export { createNotifyOwners, type NotifyOwners } from './notify-owners.ts'
export { notificationRoutes } from './routes.ts'
