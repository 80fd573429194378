import { type Migration, runStatements } from './migration.ts'

export const emailDomains: Migration = {
  number: 3,
  name: 'email-domains',
  why: 'mail from domains that are proved to be the sender’s, and none to addresses that bounced, complained or asked for none',
  run: (tx, words) =>
    runStatements(
      tx,
      `
create table email_domain (
  id ${words.id} primary key,
  workspace_id ${words.id} not null references workspace (id),
  domain text not null,
  state text not null,
  selector text not null,
  public_key text not null,
  sealed_private_key text not null,
  records text not null,
  created_at ${words.time} not null,
  checked_at ${words.time},
  verified_at ${words.time}
)

create unique index email_domain_by_name on email_domain (workspace_id, domain)

create table suppression (
  id ${words.id} primary key,
  workspace_id ${words.id} not null references workspace (id),
  mode text not null,
  address text not null,
  reason text not null,
  message_id ${words.id},
  expires_at ${words.time},
  created_at ${words.time} not null
)

create unique index suppression_by_address on suppression (workspace_id, mode, address)

create index suppression_by_workspace on suppression (workspace_id, mode, id)
`,
    ),
}
