import Type, { type Static } from 'typebox'

import type { Account } from '../../domain/channels/port.ts'

const oneOf = <const Values extends readonly string[]>(values: Values, description: string) =>
  Type.Optional(Type.Unsafe<Values[number]>({ type: 'string', enum: [...values], description }))

const number = (minimum: number, maximum: number, description: string) =>
  Type.Optional(Type.Integer({ minimum, maximum, description }))

const statuses = (description: string) =>
  Type.Optional(Type.Array(Type.Integer({ minimum: 1, maximum: 0xffffffff }), { maxItems: 50, description }))

export const settings = Type.Object(
  {
    host: Type.String({
      pattern: '^[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?$',
      description: 'Name of the SMSC.',
    }),
    port: Type.Integer({ minimum: 1, maximum: 65_535, description: 'Mostly 2775, or 3550 with TLS.' }),
    tls: Type.Optional(Type.Boolean({ description: 'Encrypted from the first byte; false by default.' })),
    system_id: Type.String({ minLength: 1, maxLength: 64, pattern: '^[\\x21-\\x7e]+$', description: 'User name.' }),
    system_type: Type.Optional(
      Type.String({
        maxLength: 12,
        pattern: '^[\\x20-\\x7e]*$',
        description: 'What the SMSC asks for; mostly nothing.',
      }),
    ),
    bind: oneOf(
      ['transceiver', 'transmitter_receiver'],
      'One connection for both directions, or one for each; `transceiver` by default.',
    ),
    source_addr: Type.Optional(
      Type.String({
        pattern: '^(\\+[1-9][0-9]{6,14}|[A-Za-z0-9 &._-]{1,11}|[0-9]{1,15})$',
        description: 'Sender where a message names none: a number in E.164 form, a short code or a name.',
      }),
    ),
    source_ton: number(0, 7, 'Type of number of `source_addr`; found out from its form by default.'),
    source_npi: number(0, 18, 'Numbering plan of `source_addr`; found out from its form by default.'),
    dest_ton: number(0, 7, 'Type of number of recipients; 1 (international) by default.'),
    dest_npi: number(0, 18, 'Numbering plan of recipients; 1 (E.164) by default.'),
    service_type: Type.Optional(
      Type.String({ maxLength: 5, pattern: '^[\\x20-\\x7e]*$', description: 'Mostly nothing.' }),
    ),
    window_size: number(1, 1_000, 'Most messages that wait for an answer at once; 10 by default.'),
    messages_per_second: number(
      1,
      10_000,
      'Most messages in a second, each SMS of a long one counted; no limit by default.',
    ),
    enquire_link_seconds: number(5, 600, 'How long the line may be silent before it is tested; 30 by default.'),
    default_alphabet: oneOf(
      ['gsm7', 'latin1'],
      'How the SMSC reads data_coding 0: the GSM alphabet, one character a byte, or Latin-1; `gsm7` by default.',
    ),
    concatenation: oneOf(
      ['udh', 'udh16', 'sar', 'payload'],
      'How long texts go: cut, with a header of 8 or 16 bits reference, cut with sar_* fields, or whole in message_payload; `udh` by default.',
    ),
    validity_seconds: number(60, 604_800, 'How long the SMSC tries; as long as it likes by default.'),
    registered_delivery: number(
      0,
      2,
      'Receipts: 0 none, 1 all, 2 of failures; 1 by default. Without them an SMS stays `sent`.',
    ),
    receipt_ids: oneOf(
      ['auto', 'same', 'converted'],
      'Whether receipts name a message as the SMSC did before, or in decimal where it was hexadecimal and the other way round; `auto` tries both, and holds them against the number.',
    ),
    temporary_statuses: statuses('Further command_status values, of the vendor, that mean: try again later.'),
    opted_out_statuses: statuses(
      'command_status values, or error codes in receipts, that mean: this number wants nothing. It is suppressed.',
    ),
    provider_handles_opt_out: Type.Optional(
      Type.Boolean({ description: 'Whether the carrier answers STOP, START and HELP by itself; false by default.' }),
    ),
  },
  { additionalProperties: false },
)
export type Settings = Static<typeof settings>

export const credentials = Type.Object(
  { password: Type.String({ maxLength: 64, pattern: '^[\\x20-\\x7e]*$', description: 'Password of the user.' }) },
  { additionalProperties: false },
)
export type Credentials = Static<typeof credentials>

export type SmppAccount = Account<Settings, Credentials>
