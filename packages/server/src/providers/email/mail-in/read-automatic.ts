import type { ParsedMail } from './parse-mail.ts'

/** Headers that only machines write, or that mean that no machine should answer. */
const MARKS = [
  'x-auto-response-suppress',
  'x-autoreply',
  'x-autorespond',
  'x-autoreply-from',
  'x-mail-autoreply',
  'x-loop',
  'list-id',
  'list-post',
] as const

/**
 * By what a mail shows that no person wrote it (RFC 3834, and what mail programs did before it); null: one may have. What
 * is found is never answered, so that two machines cannot keep each other busy.
 */
export function automaticMark(mail: ParsedMail, envelopeSender: string): string | null {
  const submitted = mail.header('auto-submitted').find((value) => !/^\s*no\s*(;|$)/i.test(value))
  if (submitted !== undefined) return `Auto-Submitted: ${short(submitted)}`
  const precedence = mail.header('precedence').find((value) => /\b(bulk|junk|list|auto[-_]?reply)\b/i.test(value))
  if (precedence !== undefined) return `Precedence: ${short(precedence)}`
  const mark = MARKS.find((name) => mail.header(name).some((value) => !/^\s*(no|none)?\s*$/i.test(value)))
  if (mark !== undefined) return mark
  if (isReport(mail)) return 'Content-Type: multipart/report'
  if (envelopeSender === '') return 'no envelope sender'
  if (mail.from === null) return 'no From'
  return isMailSystem(mail) ? `From: ${short(mail.from.address)}` : null
}

/** Receipts ("read", "deleted") and all else that comes as a report. */
function isReport(mail: ParsedMail): boolean {
  return mail.header('content-type').some((value) => /^\s*multipart\/report\b/i.test(value))
}

/** Whether it says that it comes from the mail system itself. */
export function isMailSystem({ from }: ParsedMail): boolean {
  return from !== null && /^(mailer-daemon|postmaster|mail-daemon|maildaemon)@/i.test(from.address)
}

function short(text: string): string {
  return text.trim().slice(0, 100)
}
