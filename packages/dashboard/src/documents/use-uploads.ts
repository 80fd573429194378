import { useEffect, useRef, useState } from 'react'
import { useClient } from '../session/client.ts'
import { useSite } from '../sites/sites.ts'
import { useDocumentsChanged } from './documents.ts'
import type { Details } from './more-fields.tsx'
import { uploadFile } from './upload-file.ts'
import { changeSending, isUnderWay, nextToSend, queued, type Sending } from './upload-queue.ts'

let lastId = 0

/** Files on their way, with what was said about each when it was given. */
export function useUploads() {
  const client = useClient()
  const { id: siteId } = useSite()
  const changed = useDocumentsChanged()
  const [queue, setQueue] = useState<readonly Sending[]>([])
  const details = useRef(new Map<number, Details>())
  const begun = useRef(new Set<number>())
  const change = (id: number, to: Partial<Sending>) => setQueue((now) => changeSending(now, id, to))

  const send = ({ id, file }: Sending) => {
    const said = details.current.get(id)
    if (said === undefined || begun.current.has(id)) return
    begun.current.add(id)
    change(id, { state: 'sending', error: null })
    uploadFile({ client, siteId, file, details: said }).then(
      (document) => {
        change(id, { state: 'sent', document })
        void changed()
      },
      (error: unknown) => {
        begun.current.delete(id)
        change(id, { state: 'failed', error: error instanceof Error ? error : new Error(String(error)) })
      },
    )
  }
  useEffect(() => nextToSend(queue).forEach(send))
  useStay(isUnderWay(queue))

  return {
    queue,
    start(files: readonly File[], said: Details) {
      const more = files.map((file) => queued(++lastId, file))
      for (const { id } of more) details.current.set(id, said)
      setQueue((now) => [...now.filter(({ state }) => state !== 'sent'), ...more])
    },
    again: (id: number) => change(id, { state: 'waiting', error: null }),
    dismiss: (id: number) => setQueue((now) => now.filter((each) => each.id !== id)),
  }
}

/** Asks before the page is left while something is being sent. */
function useStay(busy: boolean): void {
  useEffect(() => {
    if (!busy) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [busy])
}
