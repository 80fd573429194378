/** Sending domains and the suppression list. Source: wire contract 3.4, 5.2 and 6. */
import Type, { type Static } from 'typebox'
import { count, flag, id, nullable, oneOf, text, time } from '../fields.ts'
import { emailDomainStates } from '../states.ts'

/** One DNS record of a sending domain: what should stand there, and what does. */
export const DomainRecord = Type.Object({
  type: oneOf(['TXT', 'CNAME']),
  name: text('Whole name of the record.'),
  value: text('What to publish. Longer than 255 characters: as one record of several strings.'),
  required: flag('Whether the domain is verified only with it.'),
  status: oneOf(emailDomainStates),
  found: Type.Array(Type.String(), {
    description: 'What stood there at the last check, the strings of a record joined.',
  }),
  found_at: nullable(
    Type.String({ description: 'Where it stood: DMARC may be inherited from the organisational domain.' }),
  ),
  problem: nullable(Type.String({ description: 'What is wrong and what to do; null when nothing is.' })),
  checked_at: nullable(time('Last check that got an answer.')),
})
export type DomainRecord = Static<typeof DomainRecord>

/** What becomes of what comes back about a domain's e-mails. */
export const MailReturns = Type.Object({
  taken_in: flag(
    'Whether Posthorn takes in bounces, complaints and answers. If not they go to the address that an e-mail comes from.',
  ),
  domain: nullable(
    Type.String({
      description: 'Where they are addressed to: the return path once its record is right, until then the mail domain.',
    }),
  ),
  mail_domain: nullable(
    Type.String({
      description: "The platform's own domain: its operator publishes an MX record that leads to Posthorn.",
    }),
  ),
  feedback_address: nullable(
    Type.String({ description: 'Takes complaints: the address to enter at the feedback loops of mailbox providers.' }),
  ),
})
export type MailReturns = Static<typeof MailReturns>

export const EmailDomain = Type.Object({
  id: id('domain'),
  domain: text('In lower case, in ASCII (punycode).'),
  status: oneOf(emailDomainStates),
  verified: flag('Whether `from` may use it: `status` is `verified`.'),
  reason: nullable(Type.String({ description: 'Why it is not verified, or what could not be checked.' })),
  records: Type.Object({
    dkim: DomainRecord,
    spf: DomainRecord,
    dmarc: DomainRecord,
    return_path: DomainRecord,
  }),
  returns: MailReturns,
  created_at: time(),
  checked_at: nullable(time('Beginning of the last check.')),
  verified_at: nullable(time('Since when it is verified; null while it is not.')),
})
export type EmailDomain = Static<typeof EmailDomain>

/** What an address or number may be kept from; each channel has a list of its own. */
export const suppressionChannels = ['email', 'sms', 'whatsapp'] as const
export type SuppressionChannel = (typeof suppressionChannels)[number]

/** Why somebody gets no more messages. `stop`: they asked for it; `provider_opt_out`: the carrier says that they did. */
export const suppressionReasons = [
  'hard_bounce',
  'complaint',
  'unsubscribe',
  'manual',
  'stop',
  'provider_opt_out',
] as const
export type SuppressionReason = (typeof suppressionReasons)[number]

export const Suppression = Type.Object({
  id: id('suppression'),
  channel: oneOf(suppressionChannels, { description: 'What it is kept from.' }),
  address: text('An e-mail address in lower case, or a number in E.164 form.'),
  reason: oneOf(suppressionReasons),
  scope: oneOf(['workspace'], { description: 'What it holds for: every message of the workspace over this channel.' }),
  message_id: nullable(Type.String({ description: 'Id of the message that it came from.' })),
  test: flag('Whether it stands on the list of the test keys, which live messages never look at.'),
  expires_at: nullable(time('From then on the address gets messages again; null: never by itself.')),
  created_at: time(),
})
export type Suppression = Static<typeof Suppression>

/** What became of an import. */
export const SuppressionImport = Type.Object({
  added: count('Addresses that were not on the list.'),
  known: count('Addresses that were on it, or stood twice in the import.'),
  refused: Type.Array(
    Type.Object({ index: count('Place in the import, from 0.'), address: Type.String(), problem: Type.String() }),
    { description: 'Entries that are no addresses; the others were taken.' },
  ),
})
export type SuppressionImport = Static<typeof SuppressionImport>
