import { PassThrough, type Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'

import { type Signer, signMail } from './sign-mail.ts'

/** What nodemailer hands to a plugin of its last step. */
interface ComposedMail {
  processFunc(process: (input: Readable) => Readable): void
}

/**
 * Signs a mail on its way to the wire, after everything that may still change it. What cannot be signed is not sent: the
 * stream breaks off before the mail's end.
 */
export function signOutgoing(mail: ComposedMail, signer: Signer): void {
  mail.processFunc((input) => {
    const output = new PassThrough()
    buffer(input)
      .then((whole) => signMail(whole, signer))
      .then(
        (signed) => output.end(signed),
        (error: unknown) => output.destroy(error instanceof Error ? error : new Error(String(error))),
      )
    return output
  })
}
