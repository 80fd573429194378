/** Codes that prove an address. Source: wire contract 3.4. */
import Type, { type Static } from 'typebox'
import { count, flag, id, nullable, oneOf, text, time } from '../fields.ts'
import { verificationStates } from '../states.ts'
import { anyMessageId } from './batch.ts'

export const verificationChannels = ['sms', 'whatsapp', 'email'] as const
export type VerificationChannel = (typeof verificationChannels)[number]

export const verificationLanguages = ['en', 'pt', 'es', 'fr', 'de'] as const
export type VerificationLanguage = (typeof verificationLanguages)[number]

export const Verification = Type.Object({
  id: id('verification'),
  object: oneOf(['verification']),
  to: text('E.164, or an e-mail address.'),
  channel: oneOf(verificationChannels),
  status: oneOf(verificationStates),
  attempts_left: count('Wrong codes that it still bears.'),
  message_id: Type.String({
    pattern: anyMessageId,
    description: 'The message that carries the code; what it says is never shown with the code.',
  }),
  test: flag('Whether a test key sent it: simulated, never delivered.'),
  test_code: Type.Optional(text('The code. Only in the answer to a test key that sends one.')),
  created_at: time(),
  expires_at: time(),
  ended_at: nullable(time('When it was approved, failed, was replaced or was found expired.')),
})
export type Verification = Static<typeof Verification>

export const VerificationCheck = Type.Object({
  id: id('verification'),
  valid: flag('Whether the code is right: true once, and never again.'),
  status: oneOf(verificationStates),
  attempts_left: count('Wrong codes that it still bears.'),
})
export type VerificationCheck = Static<typeof VerificationCheck>
