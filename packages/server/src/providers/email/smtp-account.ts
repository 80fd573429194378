import Type, { type Static } from 'typebox'

import type { Account } from '../../domain/channels/port.ts'

/** `tls`: encrypted from the first byte (465). `starttls`: turned on before anything is said (587). `none`: never. */
const securities = ['tls', 'starttls', 'none'] as const

const returnPaths = ['message', 'from'] as const

export const settings = Type.Object(
  {
    host: Type.String({
      pattern: '^[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?$',
      description: 'Name of the mail server.',
    }),
    port: Type.Integer({ minimum: 1, maximum: 65_535, description: 'Mostly 587 with STARTTLS, or 465 with TLS.' }),
    security: Type.Unsafe<(typeof securities)[number]>({
      type: 'string',
      enum: [...securities],
      description: '`starttls` is required where it is chosen: nothing is sent in the clear instead.',
    }),
    return_path: Type.Optional(
      Type.Unsafe<(typeof returnPaths)[number]>({
        type: 'string',
        enum: [...returnPaths],
        description:
          '`message` (the default): bounces come back to an address that names the message. `from`: for servers that take no other envelope sender than `from`; its mailbox gets the bounces.',
      }),
    ),
    connections: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 50, description: 'Most connections at once; 5 by default.' }),
    ),
  },
  { additionalProperties: false },
)
export type Settings = Static<typeof settings>

export const credentials = Type.Object(
  {
    user: Type.Optional(Type.String({ minLength: 1, maxLength: 500, description: 'User name at the mail server.' })),
    password: Type.Optional(Type.String({ minLength: 1, maxLength: 2_000, description: 'Password of the user.' })),
  },
  { additionalProperties: false },
)
export type Credentials = Static<typeof credentials>

export type SmtpAccount = Account<Settings, Credentials>
