import type { Clock } from '../../kernel/clock.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { Transaction } from '../../store/index.ts'
import type { RecordEvents } from '../events/index.ts'
import { type Contact, type ContactAddress, contactKey, describeContact } from './contact.ts'
import { contactsByAddress, insertNewContacts } from './store.ts'

export interface ContactDeps {
  readonly clock: Clock
  readonly newId: NewId
  readonly recordEvents: RecordEvents
}

/**
 * The contact of each address, in the same order; those that are not there yet are made, with their event. Two
 * processes may make the same one at once: the unique index lets one of them in, and the other reads what it wrote.
 */
export async function findOrMakeContacts(
  tx: Transaction,
  wanted: readonly ContactAddress[],
  deps: ContactDeps,
): Promise<Contact[]> {
  const found = new Map<string, Contact>()
  for (const by of ['phone', 'email'] as const) {
    const addresses = new Map(wanted.filter((each) => each.by === by).map((each) => [contactKey(each), each]))
    if (addresses.size > 0) await findOrMake(tx, by, addresses, { found, deps })
  }
  return wanted.map((each) => {
    const contact = found.get(contactKey(each))
    if (!contact) throw new Error(`contact ${contactKey(each)} was neither found nor made`)
    return contact
  })
}

async function findOrMake(
  tx: Transaction,
  by: ContactAddress['by'],
  addresses: ReadonlyMap<string, ContactAddress>,
  { found, deps }: { found: Map<string, Contact>; deps: ContactDeps },
): Promise<void> {
  const keep = (contacts: ReadonlyMap<string, Contact>): void =>
    contacts.forEach((contact, key) => found.set(key, contact))
  keep(await contactsByAddress(tx, by, [...addresses.values()]))
  // Sorted, so that two processes that make the same rows wait for each other in one direction only.
  const missing = [...addresses].filter(([key]) => !found.has(key)).sort(([one], [other]) => (one < other ? -1 : 1))
  if (missing.length === 0) return
  const fresh = missing.map(([, address]) => newContact(address, deps))
  const inserted = await insertNewContacts(tx, by, fresh)
  const made = fresh.filter((contact) => inserted.has(contact.id))
  keep(
    new Map(
      made.map((contact) => [
        contactKey({ workspaceId: contact.workspaceId, by, address: contact[by] ?? '' }),
        contact,
      ]),
    ),
  )
  if (made.length < missing.length) {
    const lost = missing.filter(([key]) => !found.has(key)).map(([, address]) => address)
    keep(await contactsByAddress(tx, by, lost))
  }
  await deps.recordEvents(
    tx,
    made.map((contact) => ({
      workspaceId: contact.workspaceId,
      type: 'contact.created',
      data: describeContact(contact),
      occurredAt: contact.createdAt,
    })),
  )
}

function newContact(
  { workspaceId, by, address, name, source }: ContactAddress,
  { clock, newId }: ContactDeps,
): Contact {
  return {
    id: newId.prefixed('cnt'),
    workspaceId,
    name: name ?? null,
    phone: by === 'phone' ? address : null,
    email: by === 'email' ? address : null,
    source: source ?? 'api',
    createdAt: clock.now(),
  }
}
