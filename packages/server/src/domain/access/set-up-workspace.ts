import { allScopes, defaultCreditAlert } from '@posthorn/contract'

import type { Clock } from '../../kernel/clock.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { Random } from '../../kernel/random.ts'
import type { Store, Transaction } from '../../store/index.ts'
import { newKeyText } from './api-key.ts'
import { firstSiteId, firstWorkspaceId, insertKey, insertSite, insertWorkspace } from './store.ts'

export interface SetUpOptions {
  readonly workspaceName?: string | undefined
  readonly ownerEmail?: string | undefined
  /** Make one more workspace although there is one. */
  readonly another?: boolean | undefined
  /** Make one more key for the first workspace. */
  readonly newKey?: boolean | undefined
}

export interface SetUp {
  readonly workspaceId: string
  readonly siteId: string
  /** Shown once; only its hash is kept. */
  readonly apiKey: string
}

export interface SetUpDeps {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly random: Random
}

/** Makes a workspace with its site and an API key that may do everything. Refuses when one exists and none was asked for. */
export function setUpWorkspace(deps: SetUpDeps, options: SetUpOptions): Promise<SetUp | { refused: string }> {
  return deps.store.transaction(async (tx) => {
    const existing = await firstWorkspaceId(tx)
    if (existing === undefined || options.another) return makeWorkspace(tx, deps, options, existing === undefined)
    if (!options.newKey) {
      return {
        refused:
          `A workspace exists already (${existing}). Use --new-key for one more API key of it, ` +
          'or --another-workspace to make a second one.',
      }
    }
    return makeKey(tx, deps, existing, (await firstSiteId(tx, existing)) ?? '')
  })
}

async function makeWorkspace(
  tx: Transaction,
  deps: SetUpDeps,
  options: SetUpOptions,
  isFirst: boolean,
): Promise<SetUp> {
  const now = deps.clock.now()
  const workspaceId = deps.newId.prefixed('ws')
  const siteId = deps.newId.prefixed('site')
  const name = options.workspaceName ?? 'My workspace'
  const ownerEmails = options.ownerEmail === undefined ? [] : [options.ownerEmail]
  await insertWorkspace(tx, {
    id: workspaceId,
    name,
    plan: 'default',
    ownerEmails,
    creditAlert: defaultCreditAlert,
    createdAt: now,
    updatedAt: now,
  })
  // Written with the site, so that an install that dies here gets its example at the next start, and no other site ever does.
  const example = isFirst ? 'wanted' : 'none'
  await insertSite(tx, { id: siteId, workspaceId, name, example, createdAt: now })
  return makeKey(tx, deps, workspaceId, siteId)
}

async function makeKey(tx: Transaction, deps: SetUpDeps, workspaceId: string, siteId: string): Promise<SetUp> {
  const prefix = 'sk_live_'
  const { text, hash, display } = newKeyText(prefix, deps.random)
  await insertKey(tx, {
    id: deps.newId.prefixed('key'),
    workspaceId,
    name: 'First key',
    owner: null,
    environment: 'production',
    scopes: ['admin'],
    canonicalScopes: allScopes,
    prefix,
    display,
    hash,
    critical: false,
    rotatedFrom: null,
    createdAt: deps.clock.now(),
    lastUsedAt: null,
    expiresAt: null,
    revokedAt: null,
  })
  return { workspaceId, siteId, apiKey: text }
}
