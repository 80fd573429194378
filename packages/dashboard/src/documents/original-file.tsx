import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useClient } from '../session/client.ts'
import { useSite } from '../sites/sites.ts'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/button.tsx'
import { download } from '../ui/download.ts'
import type { Document } from './documents.ts'

/** The file as it was sent or fetched. Nothing for what was typed in. */
export function OriginalFile({ document }: { document: Document }) {
  const client = useClient()
  const { id } = useSite()
  const fetch = useMutation({
    mutationFn: () => client.documents.file(id, document.id),
    // Never opened in the page: what is in a file may be anything.
    onSuccess: (bytes) => download(document.file_name ?? document.title, bytes, 'application/octet-stream'),
    onError: (error) => announce(error.message, 'bad'),
  })
  if (document.file_name === null) return null
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
      <Button icon={<Download className="size-4" aria-hidden />} busy={fetch.isPending} onClick={() => fetch.mutate()}>
        Original file
      </Button>
      <span className="min-w-0 break-all text-soft">
        {document.file_name}
        {document.media_type !== null && <span className="text-faint"> · {document.media_type}</span>}
      </span>
    </div>
  )
}
