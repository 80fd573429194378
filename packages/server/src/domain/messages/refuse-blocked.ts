import { ApiError } from '../../kernel/api-error.ts'

/** Says whether a `callback_url` may be called at all, and what to do about it when not. */
export type VetCallbackUrl = (url: string) => Promise<{ ok: true } | { ok: false; message: string }>

export async function refuseBlocked(
  { vetCallbackUrl }: { readonly vetCallbackUrl: VetCallbackUrl },
  url: string,
): Promise<void> {
  const vetted = await vetCallbackUrl(url)
  if (vetted.ok) return
  const words = { url: url.slice(0, 200), reason: vetted.message.replace(/\.$/, '') }
  throw new ApiError('BLOCKED_URL', { param: 'callback_url', words })
}
