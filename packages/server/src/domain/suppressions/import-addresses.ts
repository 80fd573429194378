import type { BodyOf, SuppressionImport } from '@posthorn/contract'

import { type Answer, type Call, dataAnswer } from '../../kernel/call.ts'
import { keyOf, noneOf } from './normalise-address.ts'
import { modeOf } from './suppression.ts'
import type { SuppressionDeps } from './suppression-deps.ts'
import { type NewSuppression, suppress } from './suppress.ts'

type Entry = BodyOf<'suppressions.import'>['suppressions'][number]

/** Takes what another platform, or an export, gave. One bad line does not stop the others. */
export async function importAddresses(deps: SuppressionDeps, call: Call<'suppressions.import'>): Promise<Answer> {
  const { caller, body } = call
  const list = { workspaceId: caller.workspaceId, mode: modeOf(caller.simulated) }
  const now = deps.clock.now()
  const read = body.suppressions.map((entry) => readEntry(entry, now))
  const entries = read.flatMap((each): NewSuppression[] => ('address' in each ? [{ ...list, ...each }] : []))
  const refused = read.flatMap((each, index): SuppressionImport['refused'] =>
    'problem' in each ? [{ index, address: body.suppressions[index]?.address ?? '', problem: each.problem }] : [],
  )
  return deps.write(call, async (tx) => {
    const added = (await suppress(tx, deps, entries)).size
    return dataAnswer(200, { added, known: entries.length - added, refused } satisfies SuppressionImport)
  })
}

function readEntry(
  { channel = 'email', address, reason = 'manual', expires_at: expiry }: Entry,
  now: number,
): Omit<NewSuppression, 'workspaceId' | 'mode'> | { readonly problem: string } {
  const key = keyOf(channel, address)
  if (key === null) return { problem: `it is ${noneOf(channel)}` }
  const expiresAt = typeof expiry === 'string' ? Date.parse(expiry) : null
  if (expiresAt !== null && expiresAt <= now) return { problem: 'it has expired already' }
  return { channel, address: key, reason, messageId: null, expiresAt }
}
