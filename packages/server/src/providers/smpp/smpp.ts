import type { ChannelProvider, CheckResult } from '../../domain/channels/port.ts'
import type { CarrierAnswer, CarrierSink, ChannelCarrier } from '../../domain/messages/port.ts'
import type { Clock } from '../../kernel/clock.ts'
import { type DialHost, HostUnreachable } from '../../kernel/guarded-fetch/index.ts'
import { hideSecrets } from '../../kernel/hide-secrets.ts'
import type { Random } from '../../kernel/random.ts'
import { credentials, settings, type SmppAccount } from './account.ts'
import { composeSubmissions } from './compose.ts'
import { type Deliver, type LineListener, SmppLine } from './line.ts'
import type { Pdu } from './pdu.ts'
import { readDelivery } from './read-delivery.ts'
import { RepeatedDeliveries } from './repeated-deliveries.ts'
import { sendParts } from './send-parts.ts'
import { BindRefused, Session, type SmppTimeouts, TRY_AGAIN, usualTimeouts } from './session.ts'

export interface SmppOptions {
  readonly dial: DialHost
  readonly clock: Clock
  readonly random: Random
  readonly timeouts?: SmppTimeouts
}

/** SMS over SMPP 3.4, the protocol of SMS centres. */
export function createSmpp(options: SmppOptions): ChannelProvider<ChannelCarrier, typeof settings, typeof credentials> {
  return {
    name: 'smpp',
    type: 'sms',
    listens: true,
    settings,
    credentials,
    check: (account) => check(account, options),
    open: (account) => openCarrier(account, options),
  }
}

/** Binds as a transmitter, which takes no receipts from the line that listens, and unbinds. */
async function check(account: SmppAccount, options: SmppOptions): Promise<CheckResult> {
  try {
    const session = await Session.open(account, 'transmitter', {
      ...options,
      timeouts: options.timeouts ?? usualTimeouts,
      deliver: () => Promise.resolve(TRY_AGAIN),
      closed: () => undefined,
      freed: () => undefined,
    })
    await session.unbind()
    return { ok: true }
  } catch (error) {
    if (error instanceof HostUnreachable) return { ok: false, code: error.failure.error, message: `${error.message}.` }
    // By us, most likely: where only one connection is allowed, the line that listens has it.
    if (error instanceof BindRefused && error.code === 'already_bound') return { ok: true }
    if (error instanceof BindRefused) return { ok: false, code: error.code, message: error.message }
    throw error
  }
}

function openCarrier(account: SmppAccount, options: SmppOptions): ChannelCarrier {
  const { clock, random } = options
  const line = new SmppLine({ ...options, timeouts: options.timeouts ?? usualTimeouts, account })
  let reference = random.below(0x10000)
  return {
    provider: 'smpp',
    // An SMSC that gets the same text twice sends it twice.
    idempotentByMessageId: false,
    async send(message) {
      reference = (reference + 1) & 0xffff
      const bodies = composeSubmissions(message, account.settings, reference)
      const submit = (body: Buffer, begun: boolean): Promise<Pdu> => line.submit(body, begun)
      try {
        const answer = await line.use(() => sendParts(bodies, { clock, settings: account.settings, submit }))
        return withoutSecrets(answer, account)
      } catch (error) {
        // Nothing was begun: the line had been closed.
        return { kind: 'unavailable', detail: error instanceof Error ? error.message : String(error) }
      }
    },
    listen: (sink) => line.listen(listenerFor(sink, account, options)),
    close: () => line.close(),
  }
}

/** What is told of the line's health is for people to see: a failure to write it down does not end the line. */
function listenerFor(sink: CarrierSink, account: SmppAccount, options: SmppOptions): LineListener {
  return {
    deliver: deliverInto(sink, account, options),
    lost: (failure) =>
      void sink
        .lost({ ...failure, message: hideSecrets(failure.message, [account.credentials.password]) })
        .catch(() => undefined),
    found: () => void sink.found().catch(() => undefined),
  }
}

/** Tells the SMSC that we have what it sent when that is on disk. */
function deliverInto(sink: CarrierSink, account: SmppAccount, { clock, random }: SmppOptions): Deliver {
  const repeated = new RepeatedDeliveries(clock, random)
  // Messages are taken in one after the other, as they were sent.
  let before: Promise<unknown> = Promise.resolve()
  return async (pdu, isOpen) => {
    const delivery = readDelivery(pdu, account)
    if (delivery.kind === 'nothing') return 0
    if (delivery.kind === 'report') {
      await sink.reported([delivery.report])
      return 0
    }
    const { fingerprint, message } = delivery
    const providerMessageId = repeated.nameOf(fingerprint)
    const taken = before.then(() => sink.received([{ ...message, providerMessageId }]))
    before = taken.catch(() => undefined)
    try {
      await taken
      repeated.remember(fingerprint, providerMessageId, isOpen)
      return 0
    } catch {
      // It may be on disk all the same.
      repeated.remember(fingerprint, providerMessageId, () => false)
      return TRY_AGAIN
    }
  }
}

function withoutSecrets(answer: CarrierAnswer, { credentials: { password } }: SmppAccount): CarrierAnswer {
  if ('detail' in answer) return { ...answer, detail: hideSecrets(answer.detail, [password]) }
  if (answer.kind === 'rejected') return { ...answer, message: hideSecrets(answer.message, [password]) }
  return answer
}
