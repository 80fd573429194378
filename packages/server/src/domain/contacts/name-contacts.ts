import { isoTime } from '../../kernel/time.ts'
import type { Transaction } from '../../store/index.ts'
import { type Contact, type ContactAddress, describeContact } from './contact.ts'
import type { ContactDeps } from './find-or-make-contacts.ts'
import { writeNames } from './store.ts'

/** Gives contacts that have no name the one by which they were just addressed; the others keep theirs. In the same order. */
export async function nameContacts(
  tx: Transaction,
  contacts: readonly Contact[],
  addresses: readonly ContactAddress[],
  { clock, recordEvents }: ContactDeps,
): Promise<Contact[]> {
  const names = new Map<string, string>()
  contacts.forEach(({ id, name }, index) => {
    const given = addresses[index]?.name ?? null
    if (name === null && given !== null && !names.has(id)) names.set(id, given)
  })
  if (names.size === 0) return [...contacts]
  const now = clock.now()
  const sorted = [...names].map(([id, name]) => ({ id, name })).sort((one, other) => (one.id < other.id ? -1 : 1))
  const written = await writeNames(tx, sorted, now)
  const named = contacts.map((contact) =>
    written.has(contact.id) ? { ...contact, name: names.get(contact.id) ?? null } : contact,
  )
  const changed = new Map(named.filter(({ id }) => written.has(id)).map((contact) => [contact.id, contact]))
  await recordEvents(
    tx,
    [...changed.values()].map((contact) => ({
      workspaceId: contact.workspaceId,
      type: 'contact.updated',
      data: {
        ...describeContact(contact),
        changes: { name: { from: null, to: contact.name } },
        updated_at: isoTime(now),
      },
      occurredAt: now,
    })),
  )
  return named
}
