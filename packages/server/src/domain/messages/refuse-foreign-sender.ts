import { ApiError } from '../../kernel/api-error.ts'
import type { Reader } from '../../store/index.ts'
import { maySendFrom } from '../email-domains/index.ts'

/** A workspace sends from the platform's address and from domains that it has verified; test keys are no exception. */
export async function refuseForeignSender(
  read: Reader,
  workspaceId: string,
  from: string,
  defaultFrom: string,
): Promise<void> {
  if (from === defaultFrom) return
  const domain = from.slice(from.lastIndexOf('@') + 1)
  if (await maySendFrom(read, workspaceId, domain)) return
  throw new ApiError('INVALID_FROM_DOMAIN', { param: 'from', words: { domain } })
}
