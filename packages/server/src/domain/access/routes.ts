import { ApiError, notFound } from '../../kernel/api-error.ts'
import { type Caller, dataAnswer, type Handlers } from '../../kernel/call.ts'
import { pageAnswer, pageOf } from '../../kernel/page.ts'
import type { Store } from '../../store/index.ts'
import { renderKey } from './api-key.ts'
import { createKey, type KeyDeps, revokeKey, rotateKey } from './manage-keys.ts'
import { keyById, keysOf, updateWorkspace, workspaceById } from './store.ts'
import { renderWorkspace, type Workspace } from './workspace.ts'

type AccessRoute =
  | 'system.me'
  | 'workspaces.get'
  | 'workspaces.update'
  | 'apiKeys.list'
  | 'apiKeys.get'
  | 'apiKeys.create'
  | 'apiKeys.rotate'
  | 'apiKeys.revoke'

export function accessRoutes(deps: KeyDeps & { store: Store }): Handlers<AccessRoute> {
  const { store, clock } = deps
  return {
    'system.me': ({ caller }) => Promise.resolve(dataAnswer(200, renderMe(caller))),

    async 'workspaces.get'({ caller, params }) {
      return dataAnswer(200, renderWorkspace(await ownWorkspace(caller, params.workspace_id)))
    },

    async 'workspaces.update'(call) {
      const workspace = await ownWorkspace(call.caller, call.params.workspace_id)
      const { name, owner_emails: ownerEmails } = call.body
      const changed = {
        ...workspace,
        name: name ?? workspace.name,
        ownerEmails: ownerEmails ?? workspace.ownerEmails,
        updatedAt: clock.now(),
      }
      return deps.answered.write(call, async (tx) => {
        await updateWorkspace(tx, changed)
        return dataAnswer(200, renderWorkspace(changed))
      })
    },

    async 'apiKeys.list'({ caller, query }) {
      const page = pageOf(query)
      const { total, keys } = await keysOf(store.read, caller.workspaceId, page)
      const now = clock.now()
      return pageAnswer(page, total, keys.map((key) => renderKey(key, now)))
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

  /** Exists but not the key's: 403. Does not exist: 404 (contract A17). */
  async function ownWorkspace(caller: Caller, id: string): Promise<Workspace> {
    const workspace = await workspaceById(store.read, id)
    if (!workspace) throw notFound('workspace')
    if (workspace.id !== caller.workspaceId) throw new ApiError('TENANT_ACCESS_DENIED', { words: { tenant_id: id } })
    return workspace
  }
}

function renderMe(caller: Caller): object {
  return {
    key_name: caller.keyName,
    company_id: caller.workspaceId,
    workspace_id: caller.workspaceId,
    environment: caller.environment,
    scopes: caller.scopes,
    permissions: Object.fromEntries(caller.canonicalScopes.map((scope) => [scope, true])),
  }
}
