import { ApiError, notFound } from '../../kernel/api-error.ts'
import type { Caller } from '../../kernel/call.ts'
import type { Reader } from '../../store/index.ts'
import { workspaceById } from './store.ts'
import type { Workspace } from './workspace.ts'

/** The workspace of a path. Exists but not the key's: 403. Does not exist: 404 (contract A17). */
export async function ownWorkspace(read: Reader, caller: Caller, id: string): Promise<Workspace> {
  const workspace = await workspaceById(read, id)
  if (!workspace) throw notFound('workspace')
  if (workspace.id !== caller.workspaceId) throw new ApiError('TENANT_ACCESS_DENIED', { words: { tenant_id: id } })
  return workspace
}
