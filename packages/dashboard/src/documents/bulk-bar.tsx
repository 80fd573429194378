import { useMutation } from '@tanstack/react-query'
import { CircleCheck, FilePen, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { BulkOutcome } from '@posthorn/sdk'
import { useClient } from '../session/client.ts'
import { useSite } from '../sites/sites.ts'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { commonChoice, type DocumentSearch } from './document-search.ts'
import { useDocumentsChanged } from './documents.ts'

interface BulkBarProps {
  search: DocumentSearch
  chosen: readonly string[]
  total: number
  missing: string | null
  onDone: () => void
}

/** What is done to a list: some ids, or all that share a batch or a category. */
interface Choice {
  readonly count: number
  readonly which: { document_ids: string[] } | { batch_id?: string; category?: string }
  readonly words: string
}

export function BulkBar({ search, chosen, total, missing, onDone }: BulkBarProps) {
  const [asking, setAsking] = useState(false)
  const bulk = useBulk(() => {
    setAsking(false)
    onDone()
  })
  const common = commonChoice(search)
  const choice = choiceOf(chosen, common, total)
  if (choice === null) return null
  const reason = missing
  return (
    <>
      {chosen.length === 0 && <span className="self-center text-sm text-soft">{choice.words}:</span>}
      <Button
        icon={<CircleCheck className="size-4" aria-hidden />}
        reason={reason}
        busy={bulk.isPending}
        onClick={() => bulk.mutate({ choice, to: 'active' })}
      >
        Use in answers
      </Button>
      <Button
        icon={<FilePen className="size-4" aria-hidden />}
        reason={reason}
        busy={bulk.isPending}
        onClick={() => bulk.mutate({ choice, to: 'draft' })}
      >
        Make drafts
      </Button>
      <Button
        look="danger"
        icon={<Trash2 className="size-4" aria-hidden />}
        reason={reason}
        onClick={() => setAsking(true)}
      >
        Delete
      </Button>
      {asking && (
        <Confirm
          title={
            choice.count === 1 ? 'Delete this document?' : `Delete ${choice.count.toLocaleString('en')} documents?`
          }
          action={choice.count === 1 ? 'Delete the document' : 'Delete them'}
          danger
          busy={bulk.isPending}
          error={bulk.error}
          onClose={() => setAsking(false)}
          onConfirm={() => bulk.mutate({ choice, to: 'deleted' })}
        >
          <p>With their versions and files. From then on nobody is answered from them. This cannot be taken back.</p>
        </Confirm>
      )}
    </>
  )
}

function choiceOf(chosen: readonly string[], common: ReturnType<typeof commonChoice>, total: number): Choice | null {
  if (chosen.length > 0) return { count: chosen.length, which: { document_ids: [...chosen] }, words: '' }
  if (common === null || total === 0) return null
  return { count: total, which: common, words: total === 1 ? 'The one of this list' : `All ${total} of this list` }
}

type To = 'active' | 'draft' | 'deleted'

function useBulk(onDone: () => void) {
  const client = useClient()
  const { id } = useSite()
  const changed = useDocumentsChanged()
  return useMutation({
    mutationFn: async ({ choice: { which }, to }: { choice: Choice; to: To }) => {
      let done = 0
      // A call takes so many at most, and says whether there are more.
      for (;;) {
        const outcome: BulkOutcome =
          to === 'deleted'
            ? await client.documents.bulkDelete(id, which)
            : await client.documents.bulkStatus(id, { ...which, status: to })
        done += outcome.done
        if (!outcome.has_more || outcome.done === 0) return done
      }
    },
    onSuccess: (done, { to }) => {
      announce(toldOf(done, to))
      onDone()
    },
    onError: (error, { to }) => {
      if (to !== 'deleted') announce(error.message, 'bad')
    },
    // Parts of it may have been done before one failed.
    onSettled: changed,
  })
}

function toldOf(done: number, to: To): string {
  if (done === 0) return 'Nothing had to be changed.'
  const documents = done === 1 ? '1 document' : `${done.toLocaleString('en')} documents`
  if (to === 'deleted') return `${documents} deleted.`
  return to === 'active' ? `${documents} may be used in answers.` : `${documents} made draft.`
}
