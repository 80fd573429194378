import type { MeteredKind } from '@posthorn/contract'

/** A millionth of a credit: prices are whole numbers of these, so that no sum is ever off by a rounding. */
const MICRO_PER_CREDIT = 1_000_000

/** A price for the numbers that begin with `prefix`; the longest prefix that fits is the country's. */
interface PriceRow {
  readonly prefix: string
  /** For each segment of an SMS, in millionths of a credit. */
  readonly sms: number
  /** For each WhatsApp message, in millionths of a credit. */
  readonly whatsapp: number
}

const price = (prefix: string, sms: number, whatsapp: number): PriceRow => ({
  prefix,
  sms: sms * MICRO_PER_CREDIT,
  whatsapp: whatsapp * MICRO_PER_CREDIT,
})

/** By country calling code; the empty prefix is everywhere else. */
const PRICES: readonly PriceRow[] = [
  price('', 3, 2),
  price('+1', 1, 1),
  price('+31', 2.5, 2),
  price('+33', 2, 2),
  price('+34', 2, 1.5),
  price('+39', 2, 1.5),
  price('+41', 2, 2),
  price('+43', 2.5, 2),
  price('+44', 1.5, 1.5),
  price('+49', 2.5, 2),
  price('+52', 1.5, 1),
  price('+55', 1, 1),
  price('+57', 1.5, 1),
  price('+61', 1.5, 1.5),
  price('+81', 2, 2),
  price('+91', 1, 1),
  price('+351', 1.5, 1.5),
]

/** Every address is one e-mail, wherever it is. */
const EMAIL_PRICE = 0.5 * MICRO_PER_CREDIT

const byPrefix = new Map(PRICES.map((row) => [row.prefix, row]))
const longestPrefix = Math.max(...PRICES.map(({ prefix }) => prefix.length))

/** What is to be priced: one message to one recipient. */
export interface PricedMessage {
  readonly kind: MeteredKind
  /** A number in E.164 form, or an e-mail address. */
  readonly address: string
  /** Null except for an SMS. */
  readonly segments: number | null
}

/** What a message costs, in whole credits: the exact price, rounded up once. */
export function costOf({ kind, address, segments }: PricedMessage): number {
  const micro = kind === 'email' ? EMAIL_PRICE : priceOf(kind, address) * (segments ?? 1)
  return Math.ceil(micro / MICRO_PER_CREDIT)
}

function priceOf(kind: 'sms' | 'whatsapp', number: string): number {
  for (let length = longestPrefix; length >= 0; length--) {
    const row = byPrefix.get(number.slice(0, length))
    if (row) return row[kind]
  }
  throw new Error('the price book has no price for everywhere else')
}
