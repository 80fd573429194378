import type { Client, Event } from '@posthorn/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useClient } from '../session/client.ts'
import { useLiveInterval } from '../session/live.ts'

export interface StreamFilter {
  /** A type or a pattern; empty: every type. */
  readonly type: string
  readonly sinceMinutes: number
}

export interface Stream {
  /** Newest first. */
  readonly events: readonly Event[]
  /** Where to read on. */
  readonly cursor: string | null
  /** The start of the range, kept, so that a range without events is asked for again from the same time on. */
  readonly since: string
  /** More was there than was read at once: the newest are still to come. */
  readonly hasMore: boolean
}

const mostKept = 500
const pageSize = 100
const pagesAtOnce = 5

/** The API lists oldest first and goes on from a cursor: each look reads what is new, and puts it on top. */
export function useEventStream(filter: StreamFilter, live: boolean) {
  const client = useClient()
  const queries = useQueryClient()
  const queryKey = ['events', filter]
  return useQuery({
    queryKey,
    queryFn: () => readOn(client, queries.getQueryData<Stream>(queryKey) ?? startOf(filter, Date.now()), filter.type),
    refetchInterval: useLiveInterval(live),
  })
}

const startOf = (filter: StreamFilter, nowMs: number): Stream => ({
  events: [],
  cursor: null,
  since: new Date(nowMs - filter.sinceMinutes * 60_000).toISOString(),
  hasMore: false,
})

async function readOn(client: Pick<Client, 'events'>, stream: Stream, type: string): Promise<Stream> {
  let read = stream
  for (let page = 0; page < pagesAtOnce; page++) {
    const { data, meta } = await client.events.list({
      limit: pageSize,
      event_type: type || undefined,
      ...(read.cursor === null ? { since: read.since } : { cursor: read.cursor }),
    })
    read = addPage(read, data, meta)
    if (!read.hasMore) break
  }
  return read
}

/** Puts a page, oldest first, on top of what was read; the oldest that are too many are let go. */
export function addPage(
  stream: Stream,
  page: readonly Event[],
  meta: { next_cursor: string | null; has_more: boolean },
): Stream {
  const known = new Set(stream.events.map(({ event_id: id }) => id))
  const fresh = page.filter(({ event_id: id }) => !known.has(id)).reverse()
  return {
    ...stream,
    events: [...fresh, ...stream.events].slice(0, mostKept),
    cursor: meta.next_cursor ?? stream.cursor,
    hasMore: meta.has_more,
  }
}
