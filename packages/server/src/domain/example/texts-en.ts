import type { ExampleDocument } from './example-document.ts'

/** Brook & Lantern sells lamps, and does not exist: its addresses and numbers are of the kind that belongs to nobody. */
export const textsInEnglish: readonly ExampleDocument[] = [
  {
    type: 'text',
    sourceId: 'example:support-hours',
    title: 'Support hours',
    category: 'support',
    language: 'en',
    content: `# Support hours

Support is available Monday to Friday between 09:00 and 18:00.

All times are those of Lisbon. On Saturdays, Sundays and public holidays support is closed; what is written then is answered on the next working day.

## How fast we answer

| Way | Waiting time |
|---|---|
| Chat | 5 minutes |
| Telephone | less than a minute |
| E-mail | one working day |

## Public holidays

Support is closed on 1 January, 25 April, 1 May, 10 June, 5 October, 1 December and 25 December.
`,
  },
  {
    type: 'text',
    sourceId: 'example:contact',
    title: 'Contact',
    category: 'support',
    language: 'en',
    content: `# Contact

- Our e-mail address is hello@brook-lantern.example.
- Our phone number is +351 555 010 020.
- The chat opens with the button at the bottom right of every page.

Please have your order number ready when you call: it stands at the top of your order confirmation.

## Showroom

The showroom is in Porto, at 14 Mill Street. It is open Tuesday to Saturday from 10:00 to 19:00.

## Complaints

Complaints go to complaints@brook-lantern.example. You get a first answer within two working days, and a decision within fourteen days.
`,
  },
  {
    type: 'text',
    sourceId: 'example:shipping',
    title: 'Shipping',
    category: 'shipping',
    language: 'en',
    content: `# Shipping

Orders that are paid before 14:00 on a working day leave our warehouse the same day.

## Shipping costs

Shipping costs 3.90 euros within Portugal, 5.90 euros to Spain, 9.90 euros to the rest of the European Union and 14.90 euros to the United Kingdom.

Shipping is free for orders over 60 euros within Portugal and Spain.

## Delivery times by destination

| Destination | Standard shipping | Delivery time |
|---|---|---|
| Portugal | 3.90 euros | 1 to 2 working days |
| Spain | 5.90 euros | 2 to 3 working days |
| Rest of the European Union | 9.90 euros | 3 to 6 working days |
| United Kingdom | 14.90 euros | 5 to 8 working days |

## Express delivery

Express delivery costs 12 euros and is available in Portugal only. It arrives on the next working day when the order is paid before 14:00.

## Tracking

When your parcel leaves us we send you an e-mail with a tracking link. The link works from the evening of that day on.

## Where we do not ship

We do not ship outside the European Union and the United Kingdom.

## Damaged parcels

If a parcel arrives damaged, take a photo of it before you open it and send the photo to support within 48 hours. We replace broken lamps free of charge.
`,
  },
  {
    type: 'text',
    sourceId: 'example:returns',
    title: 'Returns and refunds',
    category: 'returns',
    language: 'en',
    content: `# Returns and refunds

You have 30 days from the delivery to return a lamp or anything else that you bought, without giving a reason.

## How to return something

1. Open "My orders" in your account and choose "Return".
2. Print the return label, or show its code at the parcel shop.
3. Pack the lamp in its original box, if you still have it.
4. Hand the parcel in at any parcel shop within 7 days.

Returns from Portugal and Spain are free. From other countries the return label costs 6.50 euros, which we take off the refund.

## Refunds

We refund the price and the standard shipping within 5 working days of receiving the return. The money goes back the way it came: to your card, your bank account or your gift card.

## What cannot be returned

- Light bulbs whose packaging was opened
- Lamps that were made to measure
- Gift cards

## Exchanges

To exchange a lamp for another colour or size, return it and place a new order: that is faster than waiting for the exchange.
`,
  },
  {
    type: 'text',
    sourceId: 'example:payment',
    title: 'Payment',
    category: 'payment',
    language: 'en',
    content: `# Payment

## Payment methods

We accept Visa, Mastercard, American Express, PayPal, Multibanco and bank transfer. We do not accept cheques or cash on delivery.

With a bank transfer the order is reserved for 5 days and leaves us when the money has arrived.

## Instalments

Orders over 100 euros can be paid in three instalments without interest, with Visa or Mastercard.

## Invoices

The invoice comes by e-mail as a PDF when the order is shipped. To have your company's name and tax number on it, enter both at checkout; later we cannot change an invoice.

## Discount codes

One discount code can be used for each order. Enter it at checkout, in the field under the total. Codes cannot be combined with sale prices.
`,
  },
  {
    type: 'text',
    sourceId: 'example:warranty',
    title: 'Warranty and repairs',
    category: 'warranty',
    language: 'en',
    content: `# Warranty and repairs

All our lamps have a warranty of three years from the day of delivery. Light bulbs have a warranty of one year.

## What the warranty covers

The warranty covers faults in material and workmanship: a switch that fails, a cable that breaks, a shade whose colour fades. It does not cover falls, water, or bulbs stronger than the lamp allows.

## How to claim it

Write to support with your order number, a photo and a sentence on what is wrong. We answer within one working day, and repair the lamp or replace it within two weeks.

## Repairs after the warranty

We repair our own lamps after the warranty, too. You get a quote first; most repairs cost between 15 and 40 euros.

## Spare parts

Shades, switches and cables are kept in stock for ten years after a lamp leaves the catalogue.
`,
  },
  {
    type: 'text',
    sourceId: 'example:orders',
    title: 'Orders and account',
    category: 'orders',
    language: 'en',
    content: `# Orders and account

## Changing or cancelling an order

An order can be cancelled or changed in "My orders" until it is packed, which is usually one hour after you paid. After that, wait for the parcel and return it.

## Ordering without an account

You can order as a guest. You get the confirmation and the tracking link by e-mail all the same.

## Forgotten password

Choose "Forgot password" on the login page. We send you a link that is valid for one hour. If no e-mail comes, look in your spam folder.

## Deleting an account

To delete your account, open "My account", choose "Privacy" and then "Delete account". Invoices are kept for ten years, as the law demands; everything else is erased within 30 days.
`,
  },
  {
    type: 'qa',
    sourceId: 'example:gift-cards',
    title: 'Gift cards',
    category: 'gift cards',
    language: 'en',
    question: 'Do you sell gift cards, and how long are they valid?',
    answer:
      'Yes, gift cards are available for 25, 50 and 100 euros. They come by e-mail within minutes and are valid for two years.',
  },
  {
    type: 'qa',
    sourceId: 'example:bulbs',
    title: 'Light bulbs',
    category: 'products',
    language: 'en',
    question: 'Are light bulbs included with the lamps?',
    answer: 'Every table and floor lamp comes with an LED bulb (E27, 8 watts, warm white). Ceiling lamps come without.',
  },
]
