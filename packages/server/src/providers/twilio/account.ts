import Type, { type Static } from 'typebox'

import type { Account } from '../../domain/channels/port.ts'

export const settings = Type.Object(
  {
    account_sid: Type.String({ pattern: '^AC[0-9a-fA-F]{32}$', description: 'Account SID.' }),
    from: Type.Optional(
      Type.String({
        pattern: '^(\\+[1-9][0-9]{6,14}|[A-Za-z0-9 ]{1,11}|[0-9]{3,8})$',
        description: 'Number in E.164 form, short code or sender name. Give this or messaging_service_sid.',
      }),
    ),
    messaging_service_sid: Type.Optional(
      Type.String({ pattern: '^MG[0-9a-fA-F]{32}$', description: 'Messaging service that chooses the sender.' }),
    ),
    provider_handles_opt_out: Type.Optional(
      Type.Boolean({
        description:
          'Whether the carrier answers STOP, START and HELP by itself, as Twilio does unless that is switched off; true by default, false with a `base_url`.',
      }),
    ),
    base_url: Type.Optional(
      Type.String({
        pattern: '^https?://[^\\s?#@\\\\]+$',
        maxLength: 500,
        description: 'Of a compatible service; https://api.twilio.com by default.',
      }),
    ),
  },
  { additionalProperties: false },
)
export type Settings = Static<typeof settings>

export const credentials = Type.Object(
  { auth_token: Type.String({ minLength: 8, maxLength: 200, description: 'Auth token of the account.' }) },
  { additionalProperties: false },
)
export type Credentials = Static<typeof credentials>

export type TwilioAccount = Account<Settings, Credentials>

const BASE_URL = 'https://api.twilio.com'

/** The account's address at the API. */
export function accountUrl({ account_sid, base_url = BASE_URL }: Settings): string {
  return `${base_url.replace(/\/+$/, '')}/2010-04-01/Accounts/${account_sid}`
}

export function authorization({ settings: { account_sid }, credentials: { auth_token } }: TwilioAccount): string {
  return `Basic ${Buffer.from(`${account_sid}:${auth_token}`).toString('base64')}`
}
