import Type, { type Static } from 'typebox'

import type { Account } from '../../domain/channels/port.ts'

/** The newest that this release was written against; Meta keeps each for about two years. */
export const API_VERSION = 'v23.0'

const graphId = (description: string) => Type.String({ pattern: '^[0-9]{5,30}$', description })

export const settings = Type.Object(
  {
    phone_number_id: graphId('Id of the phone number at the Cloud API; not the number itself.'),
    waba_id: graphId('Id of the WhatsApp business account, which has the templates.'),
    display_phone_number: Type.Optional(
      Type.String({ pattern: '^\\+[1-9][0-9]{6,14}$', description: 'The number in E.164 form, for people.' }),
    ),
    api_version: Type.Optional(
      Type.String({ pattern: '^v[0-9]{2}\\.[0-9]$', description: `Of the Graph API; ${API_VERSION} by default.` }),
    ),
    fallback_template: Type.Optional(
      Type.Object(
        {
          name: Type.String({ pattern: '^[a-z0-9_]{1,512}$' }),
          language: Type.Optional(Type.String({ minLength: 2, maxLength: 20 })),
        },
        {
          additionalProperties: false,
          description:
            'An approved template whose body has one variable. A text for a contact who has not written for 24 hours goes out as it.',
        },
      ),
    ),
  },
  { additionalProperties: false },
)
export type Settings = Static<typeof settings>

export const credentials = Type.Object(
  {
    access_token: Type.String({
      minLength: 10,
      maxLength: 2000,
      description: 'Of a system user; it should not expire.',
    }),
    app_secret: Type.String({
      minLength: 8,
      maxLength: 200,
      description: 'Of the app, which signs its callbacks with it.',
    }),
    verify_token: Type.String({
      minLength: 8,
      maxLength: 200,
      description: 'Any words of your own; enter the same beside the callback address in the app.',
    }),
  },
  { additionalProperties: false },
)
export type Credentials = Static<typeof credentials>

export type MetaAccount = Account<Settings, Credentials>

export function secretsOf({ credentials: { access_token, app_secret, verify_token } }: MetaAccount): string[] {
  return [access_token, app_secret, verify_token]
}
