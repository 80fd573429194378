export type { Reports, ReportResult } from './apply-reports.ts'
export { createMessages, type MessageDeps } from './create-messages.ts'
export type { CodeMessage, CodeTexts, SendCode } from './send-code.ts'
export { resumeJob } from './pause-messages.ts'
