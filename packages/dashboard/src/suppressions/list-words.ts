import type { Reason } from './reasons.ts'
import type { ListChannel } from './list-search.ts'

interface ListWords {
  readonly name: string
  /** What its messages are called, in a sentence. */
  readonly messages: string
  readonly address: { readonly label: string; readonly noun: string; readonly many: string; readonly example: string }
  readonly hint: string | null
  readonly about: string
  readonly entersByItself: string
  /** What somebody may be entered for by hand. */
  readonly reasons: readonly Reason[]
}

const phone = { label: 'Phone number', noun: 'number', many: 'Numbers', example: '+15005550100' }
const hint = 'With a plus sign and the country code.'

/** The lists, in the words that fit what stands on them. */
export const lists: Readonly<Record<ListChannel, ListWords>> = {
  email: {
    name: 'E-mail',
    messages: 'mail',
    address: { label: 'E-mail address', noun: 'address', many: 'Addresses', example: 'maria@example.com' },
    hint: null,
    about: 'Addresses that get no e-mail: they bounced, complained, unsubscribed, or were put here by hand.',
    entersByItself: 'Who bounces hard, complains or unsubscribes is entered by itself.',
    reasons: ['manual', 'hard_bounce', 'complaint', 'unsubscribe'],
  },
  sms: {
    name: 'SMS',
    messages: 'SMS',
    address: phone,
    hint,
    about: 'Numbers that get no SMS: they answered STOP, opted out at the carrier, or were put here by hand.',
    entersByItself: 'Who answers STOP, or opts out at the carrier, is entered by itself.',
    reasons: ['manual', 'stop', 'provider_opt_out', 'unsubscribe', 'complaint'],
  },
  whatsapp: {
    name: 'WhatsApp',
    messages: 'WhatsApp messages',
    address: phone,
    hint,
    about: 'Numbers that get no WhatsApp messages: they opted out at the carrier, or were put here by hand.',
    entersByItself: 'Who opts out at the carrier is entered by itself.',
    reasons: ['manual', 'provider_opt_out', 'unsubscribe', 'complaint'],
  },
}

export const listChannels = Object.keys(lists) as ListChannel[]
