import Type from 'typebox'
import { sampleBatchIds, sampleVerification } from '../batch-samples.ts'
import { body, id, oneOf, pathId, text } from '../fields.ts'
import { one } from '../objects/envelope.ts'
import {
  Verification,
  verificationChannels,
  VerificationCheck,
  verificationLanguages,
} from '../objects/verification.ts'
import type { RouteRow } from '../route.ts'

export const verificationRoutes = {
  'verify.send': {
    id: 'verify.send',
    method: 'POST',
    path: '/v1/verify/send',
    surface: 'v1',
    tag: 'Verifications',
    summary: 'Send a verification code',
    description:
      'Makes a code and sends it as an ordinary message, whose text is never shown with the code. A recipient gets at most 5 codes an hour and 20 a day; a new one replaces the one before it. A test key is given the code in `test_code`.',
    scope: 'verify:write',
    body: body({
      to: text('A number in E.164 form, or for `email` an address.', { minLength: 1, maxLength: 320 }),
      channel: Type.Optional(oneOf(verificationChannels, { default: 'sms' })),
      length: Type.Optional(Type.Integer({ minimum: 4, maximum: 8, default: 6, description: 'Digits of the code.' })),
      ttl: Type.Optional(
        Type.Integer({ minimum: 60, maximum: 600, default: 300, description: 'Seconds for which it is valid.' }),
      ),
      language: Type.Optional(oneOf(verificationLanguages, { default: 'en' })),
      brand: Type.Optional(text('Named in the text; by default nobody is.', { minLength: 1, maxLength: 50 })),
      message: Type.Optional(
        text('Text in place of ours; it must hold `{code}`, and may hold `{brand}` and `{minutes}`.', {
          minLength: 6,
          maxLength: 500,
        }),
      ),
      sender_id: Type.Optional(text('Of an SMS: what the recipient sees as sender.', { maxLength: 11 })),
      template: Type.Optional(
        Type.Object(
          {
            name: text('Name of an approved authentication template.', { minLength: 1, maxLength: 512 }),
            language: Type.Optional(text('Such as `en` or `pt_BR`.', { minLength: 2, maxLength: 20 })),
          },
          { description: 'Of WhatsApp: sends this template, with the code as its parameter and in its button.' },
        ),
      ),
    }),
    reply: { status: 201, description: 'The verification, pending.', schema: one(Verification) },
    errors: [
      'INVALID_PHONE',
      'RECIPIENT_SUPPRESSED',
      'TEMPLATE_REQUIRED',
      'INSUFFICIENT_CREDITS',
      'QUOTA_EXCEEDED',
      'VERIFICATION_LIMIT_REACHED',
    ],
    idempotent: true,
    example: { body: { to: '+5511999999999', brand: 'Acme' }, reply: { data: sampleVerification } },
  },
  'verify.check': {
    id: 'verify.check',
    method: 'POST',
    path: '/v1/verify/check',
    surface: 'v1',
    tag: 'Verifications',
    summary: 'Check a verification code',
    description:
      'Of several checks with the right code one is answered with `valid`. After five wrong ones the verification has `failed`, whatever comes then.',
    scope: 'verify:write',
    body: body({
      verification_id: Type.Optional(id('verification', 'Which one; or give `to`.')),
      to: Type.Optional(text('Whose: the one that was sent last to this recipient.', { minLength: 1, maxLength: 320 })),
      code: text('What was typed in; spaces and hyphens are ignored.', { minLength: 1, maxLength: 20 }),
    }),
    reply: { status: 200, description: 'Whether it is right.', schema: one(VerificationCheck) },
    errors: ['NOT_FOUND', 'INVALID_PHONE'],
    idempotent: true,
    example: {
      body: { verification_id: sampleBatchIds.verification, code: '482913' },
      reply: { data: { id: sampleBatchIds.verification, valid: true, status: 'approved', attempts_left: 5 } },
    },
  },
  'verify.status': {
    id: 'verify.status',
    method: 'GET',
    path: '/v1/verify/status/{verification_id}',
    surface: 'v1',
    tag: 'Verifications',
    summary: 'Status of a verification',
    description: 'Whether it is still open, and how it ended.',
    scope: 'verify:write',
    params: Type.Object({ verification_id: pathId('verification', 'Id of the verification.') }),
    reply: { status: 200, description: 'The verification.', schema: one(Verification) },
    errors: [],
    idempotent: false,
    example: {
      params: { verification_id: sampleBatchIds.verification },
      reply: { data: { ...sampleVerification, status: 'approved', ended_at: '2026-04-19T14:31:10Z' } },
    },
  },
} as const satisfies Record<string, RouteRow>
