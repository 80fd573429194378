export type { Reports, ReportResult } from './apply-reports.ts'
export { createMessages, type MessageDeps } from './create-messages.ts'
export { createMediaLinks } from './media-links.ts'
export { resumeJob } from './pause-messages.ts'
