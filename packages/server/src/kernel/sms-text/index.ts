export { decodeGsm7, encodeGsm7, joinEscapes } from './gsm7.ts'
export { type Suggestion, suggestReplacements, toPlainText } from './plain-text.ts'
export { findForcing, type ForcedBy, type SmsEncoding, type SmsParts, splitSms } from './split-sms.ts'
