export { createMailListener, type MailListener } from './mail-listener.ts'
