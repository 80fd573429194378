import { type Migration, runStatements } from './migration.ts'

export const templates: Migration = {
  number: 7,
  name: 'templates',
  why: 'WhatsApp templates, which a carrier reviews for days: what it said must survive us',
  run: (tx, words) =>
    runStatements(
      tx,
      `
create table template (
  id ${words.id} primary key,
  workspace_id ${words.id} not null references workspace (id),
  channel_id ${words.id},
  account text not null,
  name text not null,
  language text not null,
  category text not null,
  components text not null,
  state text not null,
  state_at ${words.time} not null,
  quality text not null,
  rejection_reason text,
  problem text,
  provider_template_id text,
  submissions integer not null,
  calling_since ${words.time},
  created_at ${words.time} not null,
  updated_at ${words.time} not null,
  submitted_at ${words.time},
  approved_at ${words.time},
  checked_at ${words.time},
  pending_noticed_at ${words.time}
)

create unique index template_by_name on template (workspace_id, account, name, language)
`,
    ),
}
