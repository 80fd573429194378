export type { Contact, ContactAddress } from './contact.ts'
export { findOrMakeContacts } from './find-or-make-contacts.ts'
export { type EmailAddress, normaliseEmail } from './normalise-email.ts'
export { normalisePhone } from './normalise-phone.ts'
