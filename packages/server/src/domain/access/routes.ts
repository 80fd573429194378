import { allScopes, type CreditAlert, type Me, type PlanId } from '@posthorn/contract'

import { notFound } from '../../kernel/api-error.ts'
import { type Caller, dataAnswer, type Handlers } from '../../kernel/call.ts'
import { pageAnswer, pageOf } from '../../kernel/page.ts'
import { isoTimeOrNull } from '../../kernel/time.ts'
import type { Store, Transaction } from '../../store/index.ts'
import { type ApiKey, renderKey } from './api-key.ts'
import { createKey, type KeyDeps, revokeKey, rotateKey } from './manage-keys.ts'
import { ownWorkspace } from './own-workspace.ts'
import { keyById, keysOf, lockWorkspace, updateWorkspace, workspaceById } from './store.ts'
import { ratePerMinuteOf, renderWorkspace, type Workspace } from './workspace.ts'

type AccessRoute =
  | 'system.me'
  | 'workspaces.get'
  | 'workspaces.update'
  | 'apiKeys.list'
  | 'apiKeys.get'
  | 'apiKeys.create'
  | 'apiKeys.rotate'
  | 'apiKeys.revoke'

export interface AccessRouteDeps extends KeyDeps {
  readonly store: Store
  /** Overrides the plan's calls per minute; null: the plan's. */
  readonly ratePerMinute?: number | null
  /** What another plan means for the credits, in the transaction that books it; nothing where it is the same. */
  readonly changePlan: (tx: Transaction, workspaceId: string, plan: PlanId) => Promise<void>
}

export function accessRoutes(deps: AccessRouteDeps): Handlers<AccessRoute> {
  const { store, clock } = deps
  return {
    async 'system.me'({ caller }) {
      const [key, workspace] = await Promise.all([
        keyById(store.read, caller.workspaceId, caller.keyId),
        workspaceById(store.read, caller.workspaceId),
      ])
      if (!key || !workspace) throw notFound('API key')
      return dataAnswer(200, renderMe(caller, key, workspace, deps.ratePerMinute ?? null))
    },

    async 'workspaces.get'({ caller, params }) {
      return dataAnswer(200, renderWorkspace(await ownWorkspace(store.read, caller, params.workspace_id)))
    },

    async 'workspaces.update'(call) {
      const { body, caller, params } = call
      const alert = pickAlert(body.credit_alert ?? {})
      const answer = await deps.answered.write(call, async (tx) => {
        await ownWorkspace(tx, caller, params.workspace_id)
        // Credits are held before the workspace, as where messages are accepted, which refer to it.
        if (body.plan !== undefined) await deps.changePlan(tx, caller.workspaceId, body.plan)
        await lockWorkspace(tx, caller.workspaceId, store.words.forUpdate)
        const workspace = await ownWorkspace(tx, caller, params.workspace_id)
        const changed = {
          ...workspace,
          name: body.name ?? workspace.name,
          ownerEmails: body.owner_emails ?? workspace.ownerEmails,
          plan: body.plan ?? workspace.plan,
          creditAlert: { ...workspace.creditAlert, ...alert },
          updatedAt: clock.now(),
        }
        await updateWorkspace(tx, changed)
        return dataAnswer(200, renderWorkspace(changed))
      })
      // The plan sets the rate limit, which is remembered with each key.
      if (body.plan !== undefined) deps.authenticator.forget()
      return answer
    },

    async 'apiKeys.list'({ caller, query }) {
      const page = pageOf(query)
      const now = clock.now()
      const { total, keys } = await keysOf(store.read, caller.workspaceId, { state: query.status, now }, page)
      return pageAnswer(
        page,
        total,
        keys.map((key) => renderKey(key, now)),
      )
    },

    async 'apiKeys.get'({ caller, params }) {
      const key = await keyById(store.read, caller.workspaceId, params.key_id)
      if (!key) throw notFound('API key')
      return dataAnswer(200, renderKey(key, clock.now()))
    },

    'apiKeys.create': (call) => createKey(deps, call),
    'apiKeys.rotate': (call) => rotateKey(deps, call),
    'apiKeys.revoke': (call) => revokeKey(deps, call),
  }
}

/** What is declared, and nothing else that was sent with it. */
function pickAlert({ enabled, threshold_percentage, recipients }: Partial<CreditAlert>): Partial<CreditAlert> {
  return {
    ...(enabled === undefined ? {} : { enabled }),
    ...(threshold_percentage === undefined ? {} : { threshold_percentage }),
    ...(recipients === undefined ? {} : { recipients }),
  }
}

function renderMe(caller: Caller, key: ApiKey, workspace: Workspace, ratePerMinute: number | null): Me {
  return {
    key_id: key.id,
    key_name: key.name,
    company_id: workspace.id,
    workspace_id: workspace.id,
    tenant_id: workspace.id,
    workspace_name: workspace.name,
    environment: key.environment as Me['environment'],
    test: caller.simulated,
    scopes: [...key.scopes],
    canonical_scopes: [...key.canonicalScopes],
    permissions: Object.fromEntries(allScopes.map((scope) => [scope, key.canonicalScopes.includes(scope)])),
    plan: workspace.plan,
    rate_limit_per_minute: ratePerMinute ?? ratePerMinuteOf(workspace.plan),
    expires_at: isoTimeOrNull(key.expiresAt),
  }
}
