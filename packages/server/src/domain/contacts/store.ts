import { batchTable, type Transaction, type Reader } from '../../store/index.ts'
import { type Contact, type ContactAddress, contactKey } from './contact.ts'

const contactTable = batchTable('contact', {
  id: 'text',
  workspace_id: 'text',
  name: 'text',
  phone: 'text',
  email: 'text',
  source: 'text',
  created_at: 'time',
  updated_at: 'time',
})

interface ContactRow {
  id: string
  workspace_id: string
  name: string | null
  phone: string | null
  email: string | null
  source: Contact['source']
  created_at: number
}

function toContact(row: ContactRow): Contact {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    name: row.name,
    phone: row.phone,
    email: row.email,
    source: row.source,
    createdAt: row.created_at,
  }
}

/** Pairs in one statement. Few sizes, so that few statements are prepared; the rest of the room repeats a pair. */
const SIZES = [1, 8, 64] as const
const MOST_PAIRS = 64

/** Contacts by `contactKey`, for addresses of any workspaces: the pairs go through the index of (workspace, address). */
export async function contactsByAddress(
  connection: Reader,
  by: ContactAddress['by'],
  addresses: readonly ContactAddress[],
): Promise<Map<string, Contact>> {
  const found = new Map<string, Contact>()
  for (let from = 0; from < addresses.length; from += MOST_PAIRS) {
    const some = addresses.slice(from, from + MOST_PAIRS)
    const size = SIZES.find((each) => each >= some.length) ?? MOST_PAIRS
    const pairs = Array.from({ length: size }, (_, index) => some[Math.min(index, some.length - 1)])
    const values = pairs.flatMap((pair) => (pair ? [pair.workspaceId, pair.address] : []))
    for (const row of await connection.all<ContactRow>(STATEMENTS[by][size], values)) {
      found.set(contactKey({ workspaceId: row.workspace_id, by, address: row[by] ?? '' }), toContact(row))
    }
  }
  return found
}

const STATEMENTS = { phone: statementsBy('phone'), email: statementsBy('email') }

function statementsBy(column: ContactAddress['by']): Record<(typeof SIZES)[number], string> {
  const ofSize = (size: number): string => {
    const pairs = Array.from({ length: size }, (_, index) => `($${2 * index + 1}, $${2 * index + 2})`)
    return `select id, workspace_id, name, phone, email, source, created_at from contact
      where (workspace_id, ${column}) in (values ${pairs.join(', ')})`
  }
  return { 1: ofSize(1), 8: ofSize(8), 64: ofSize(64) }
}

const namedTable = batchTable('contact', { id: 'text', name: 'text', updated_at: 'time' })

/** Gives names to contacts that have none, unless somebody did so meanwhile; returns the ids of those that got theirs. */
export async function writeNames(
  tx: Transaction,
  contacts: readonly { readonly id: string; readonly name: string }[],
  now: number,
): Promise<Set<string>> {
  const held = await tx.allIn<{ id: string }>(
    'update contact set updated_at = updated_at where id in $keys and name is null returning id',
    contacts.map(({ id }) => id),
  )
  const free = new Set(held.map(({ id }) => id))
  const rows = contacts.filter(({ id }) => free.has(id)).map(({ id, name }) => ({ id, name, updated_at: now }))
  await tx.overwriteRows(namedTable, ['id'], rows)
  return free
}

/** Inserts contacts whose address is free; returns the ids of those. */
export async function insertNewContacts(
  tx: Transaction,
  by: ContactAddress['by'],
  contacts: readonly Contact[],
): Promise<Set<string>> {
  const inserted = await tx.insertNewRows(
    contactTable,
    ['workspace_id', by],
    contacts.map((contact) => ({
      id: contact.id,
      workspace_id: contact.workspaceId,
      name: contact.name,
      phone: contact.phone,
      email: contact.email,
      source: contact.source,
      created_at: contact.createdAt,
      updated_at: contact.createdAt,
    })),
  )
  const isIn = (contact: Contact): boolean =>
    inserted.has(contactKey({ workspaceId: contact.workspaceId, by, address: contact[by] ?? '' }))
  return new Set(contacts.filter(isIn).map((contact) => contact.id))
}
