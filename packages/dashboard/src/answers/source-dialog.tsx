import type { ChatSource } from '@posthorn/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { documentKeys } from '../documents/documents.ts'
import { stillSays } from '../documents/read-lines.ts'
import { TextView } from '../documents/text-view.tsx'
import { useClient } from '../session/client.ts'
import { Answer } from '../ui/answer.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { Notice } from '../ui/notice.tsx'
import { placeOf } from './place-of.ts'

/** A quote where it stands: the document's text as it was then, with the words marked. */
export function SourceDialog({ source, siteId, onClose }: { source: ChatSource; siteId: string; onClose: () => void }) {
  const client = useClient()
  const text = useQuery({
    queryKey: [...documentKeys(siteId), 'version', source.document_id, source.version, 'quoted'],
    queryFn: () => client.documents.version(siteId, source.document_id, String(source.version)),
    staleTime: 60_000,
  })
  return (
    <Dialog title={source.title} wide onClose={onClose}>
      <p className="mb-3 text-sm text-soft">
        Version {source.version}
        {source.headings.length > 0 && `, under ${source.headings.join(' › ')}`}
      </p>
      <Answer of={text}>
        {({ content }) => (
          <>
            {(content === null || !stillSays(content, { start: source.start, end: source.end }, source.quote)) && (
              <Notice tone="warn" className="mb-3">
                The quote is not in this text word for word: “{source.quote}”
              </Notice>
            )}
            {content !== null && (
              <TextView
                text={content}
                spans={[{ start: source.start, end: source.end }]}
                headings={source.headings}
                label={`Text of ${source.title}`}
                className="max-h-[55dvh]"
              />
            )}
          </>
        )}
      </Answer>
      <DialogActions>
        <Button look="quiet" onClick={onClose}>
          Close
        </Button>
        <Link
          to="/knowledge/documents/$documentId"
          params={{ documentId: source.document_id }}
          search={placeOf(source, siteId)}
          className={buttonClass('secondary')}
        >
          Open the document
        </Link>
      </DialogActions>
    </Dialog>
  )
}
