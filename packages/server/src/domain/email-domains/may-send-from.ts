import { isAllowed } from '@posthorn/contract'

import type { Reader } from '../../store/index.ts'
import { domainByName } from './store.ts'

/** Whether a workspace may write from addresses of this very domain; a subdomain is a domain of its own. */
export async function maySendFrom(read: Reader, workspaceId: string, domain: string): Promise<boolean> {
  const found = await domainByName(read, workspaceId, domain)
  return found !== undefined && isAllowed('emailDomain', 'send', found.state)
}
