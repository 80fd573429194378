/** Sends one plain-text e-mail. Rejects when the mail server did not take it. */
export type SendMail = (mail: {
  to: readonly string[]
  subject: string
  text: string
  /** The same for every try, so that a mail sent twice can be recognised. */
  messageId: string
}) => Promise<void>
