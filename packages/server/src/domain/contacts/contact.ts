import type { EventDataOf } from '@posthorn/contract'

import { isoTime } from '../../kernel/time.ts'

/** A person (or machine) that a workspace writes with. */
export interface Contact {
  readonly id: string
  readonly workspaceId: string
  readonly name: string | null
  /** E.164; of somebody who wrote first, whatever the carrier calls him. */
  readonly phone: string | null
  /** In lower case: two spellings of one address are one person. */
  readonly email: string | null
  readonly source: EventDataOf<'contact.created'>['source']
  readonly createdAt: number
}

/** What a contact is found by. */
export interface ContactAddress {
  readonly workspaceId: string
  readonly by: 'phone' | 'email'
  readonly address: string
  /** What a new contact is called, and an old one that has no name. */
  readonly name?: string | null
  /** Where a new contact comes from; by default the API. */
  readonly source?: Contact['source']
}

export function contactKey({ workspaceId, address }: ContactAddress): string {
  return `${workspaceId}\n${address}`
}

/** The `data` of `contact.created` (contract 5.2). */
export function describeContact(contact: Contact): EventDataOf<'contact.created'> {
  return {
    contact_id: contact.id,
    name: contact.name,
    phone: contact.phone,
    email: contact.email,
    avatar_url: null,
    source: contact.source,
    tags: [],
    custom_fields: {},
    assigned_to: null,
    created_at: isoTime(contact.createdAt),
  }
}
