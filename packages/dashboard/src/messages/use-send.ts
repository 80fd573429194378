import { useMutation } from '@tanstack/react-query'
import { announce } from '../ui/announce.ts'
import { type AnyMessage, type Channel, channels, type Sent } from './sent.ts'

/** Sends, and hands on what is to be watched. */
export function useSend<Input>(
  channel: Channel,
  send: (input: Input) => Promise<AnyMessage>,
  told: { describe: (input: Input) => Pick<Sent, 'to' | 'text'>; onSent: (sent: Sent) => void },
) {
  return useMutation({
    mutationFn: send,
    onSuccess: ({ id }, input) => {
      announce(`${channels[channel]} accepted.`)
      told.onSent({ channel, id, ...told.describe(input) })
    },
  })
}
