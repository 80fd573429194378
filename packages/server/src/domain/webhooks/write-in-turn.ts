import type { Answer, Call } from '../../kernel/call.ts'
import type { Transaction } from '../../store/index.ts'
import { lockWorkspace } from '../access/index.ts'
import type { WebhookDeps } from './webhook-deps.ts'

/**
 * Runs a change of a workspace's webhooks after those that came before it: it reads what they wrote. Two at once would
 * both find the address free, or both write back the settings that the other has just changed: a new secret that was
 * shown to its owner would be gone.
 */
export function writeInTurn(
  deps: Pick<WebhookDeps, 'store' | 'write'>,
  call: Pick<Call, 'once' | 'caller'>,
  work: (tx: Transaction) => Promise<Answer>,
): Promise<Answer> {
  return deps.write(call, async (tx) => {
    await lockWorkspace(tx, call.caller.workspaceId, deps.store.words.forUpdate)
    return work(tx)
  })
}
