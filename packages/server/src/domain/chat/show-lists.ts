import type { Answer, Caller } from '../../kernel/call.ts'
import { type Page, pageAnswer } from '../../kernel/page.ts'
import type { Reader } from '../../store/index.ts'
import { requireSite } from '../sites/index.ts'
import type { ChatRequest, SiteKey, StoredCitation } from './chat-request.ts'
import { citationsOf } from './store.ts'

/** The site of a call's path. */
export async function siteOf(
  read: Reader,
  call: { readonly caller: Caller; readonly params: { readonly site_id: string } },
): Promise<SiteKey> {
  const { id: siteId, workspaceId } = await requireSite(read, call.caller, call.params.site_id)
  return { siteId, workspaceId }
}

/** Requests of one workspace with what their answers rest on, each rendered. */
export async function shown<Shown>(
  read: Reader,
  requests: readonly ChatRequest[],
  render: (request: ChatRequest, citations: readonly StoredCitation[]) => Shown,
): Promise<Shown[]> {
  const ids = requests.map(({ id }) => id)
  const citations = await citationsOf(read, requests[0]?.workspaceId ?? '', ids)
  return requests.map((request) => render(request, citations.get(request.id) ?? []))
}

/** A list of this surface: named, beside its `meta`. */
export function listOf(name: string, page: Page, total: number, items: readonly unknown[]): Answer {
  const { meta } = pageAnswer(page, total, []).body as { meta: object }
  return { status: 200, body: { [name]: items, meta } }
}

export function rangeOf({ since, until }: { since?: string | undefined; until?: string | undefined }): {
  since: number | undefined
  until: number | undefined
} {
  return {
    since: since === undefined ? undefined : Date.parse(since),
    until: until === undefined ? undefined : Date.parse(until),
  }
}
