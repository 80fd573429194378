/** What became of the messages of a time, by channel. Source: wire contract 7 (V14). */
import Type, { type Static } from 'typebox'
import { count, id, nullable, oneOf, text } from '../fields.ts'
import { channelTypes } from './channel.ts'

const fates = {
  accepted: count('All of them: the sum of the five below. An e-mail counts once for each recipient.'),
  queued: count('Not with a carrier yet, paused ones included.'),
  sent: count('With the carrier, which has told nothing more.'),
  delivered: count('Reached their recipients, those that were read included.'),
  failed: count('Did not, for another reason than a bounce.'),
  bounced: count('E-mails that came back.'),
  delivery_rate: nullable(
    Type.Number({
      minimum: 0,
      maximum: 100,
      description: 'Delivered, in percent of those whose end is known; null: none is.',
    }),
  ),
}

export const DeliveryRates = Type.Object({
  from_date: text('First day, in UTC.', { format: 'date' }),
  to_date: text('Last day, in UTC.', { format: 'date' }),
  channels: Type.Array(
    Type.Object({
      channel_id: id('channel'),
      type: oneOf(channelTypes),
      provider: text('Adapter to the carrier; `simulator` where nothing left the building.'),
      name: text('How people call the channel, also after it was deleted.'),
      ...fates,
    }),
    { description: 'By the channel that carried them last, or was to; those that accepted most first.' },
  ),
})
export type DeliveryRates = Static<typeof DeliveryRates>

export type DeliveryRatesOfChannel = DeliveryRates['channels'][number]
