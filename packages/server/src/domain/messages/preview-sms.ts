import type { SmsPreview } from '@posthorn/contract'

import { type Answer, type Call, dataAnswer } from '../../kernel/call.ts'
import type { Clock } from '../../kernel/clock.ts'
import { splitSms, type Suggestion, suggestReplacements, toPlainText } from '../../kernel/sms-text/index.ts'
import type { Store, Transaction } from '../../store/index.ts'
import type { Credits } from '../usage/index.ts'
import { phoneRecipient } from './phone-recipient.ts'
import { readText } from './prepare-sms.ts'
import { renderForcedBy } from './render-message.ts'
import { findSuppressed } from './suppressed-recipients.ts'

export interface PreviewDeps {
  readonly store: Store
  readonly clock: Clock
  readonly credits: Pick<Credits, 'quote'>
  /** Runs a write and stores the answer of a call with an idempotency key in the same transaction. */
  readonly write: (call: Pick<Call, 'once'>, work: (tx: Transaction) => Promise<Answer>) => Promise<Answer>
}

/** Says what a text would become as an SMS, and what it would cost. Writes nothing but the answer to a key. */
export async function previewSms(call: Call<'sms.preview'>, deps: PreviewDeps): Promise<Answer> {
  const answer = await preview(call, deps)
  return call.once === null ? answer : deps.write(call, () => Promise.resolve(answer))
}

async function preview({ caller, body }: Call<'sms.preview'>, deps: PreviewDeps): Promise<Answer> {
  const { workspaceId, simulated } = caller
  const { address } = phoneRecipient(body.to)
  const text = readText(body)
  const { encoding, parts, unitsLeft } = splitSms(text)
  const priced = async (segments: number): Promise<number> =>
    simulated ? 0 : deps.credits.quote(workspaceId, { kind: 'sms', address, segments })
  const plain = splitSms(toPlainText(text))
  const recipient = { kind: 'sms', workspaceId, simulated, address, isAnswer: false } as const
  const isSuppressed = await findSuppressed(deps.store.read, [recipient], deps.clock.now())
  return dataAnswer(200, {
    object: 'sms.preview',
    to: address,
    content: text,
    encoding,
    segments: parts.length,
    credits: await priced(parts.length),
    parts: [...parts],
    characters_left: unitsLeft,
    forced_by: renderForcedBy(text),
    suggestions: suggestReplacements(text).map(renderSuggestion),
    with_smart_encoding: {
      encoding: plain.encoding,
      segments: plain.parts.length,
      credits: await priced(plain.parts.length),
    },
    suppressed: isSuppressed(recipient),
  } satisfies SmsPreview)
}

function renderSuggestion({ codePoint, ...rest }: Suggestion): SmsPreview['suggestions'][number] {
  return { ...rest, code_point: codePoint }
}
