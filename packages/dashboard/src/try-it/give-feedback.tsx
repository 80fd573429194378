import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ThumbsDown, ThumbsUp } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { useSite } from '../sites/sites.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { TextField } from '../ui/field.tsx'

type Word = 'good' | 'bad'

interface GiveFeedbackProps {
  sessionId: string
  requestId: string
}

/** Good or bad, which stands once it was said; why, in words, may follow. */
export function GiveFeedback({ sessionId, requestId }: GiveFeedbackProps) {
  const client = useClient()
  const { id } = useSite()
  const queries = useQueryClient()
  const missing = useMissingScope('feedback:write')
  const [comment, setComment] = useState('')
  const [commented, setCommented] = useState(false)
  const give = useMutation({
    mutationFn: ({ word, why }: { word: Word; why?: string }) =>
      client.chat.feedback(id, {
        session_id: sessionId,
        request_id: requestId,
        feedback: word,
        ...(why === undefined ? {} : { comment: why }),
      }),
    onSuccess: async (_receipt, { why }) => {
      if (why !== undefined) setCommented(true)
      await queries.invalidateQueries({ queryKey: ['feedback', id] })
    },
  })
  const said = give.data?.feedback ?? null
  return (
    <div className="space-y-3">
      <div role="group" aria-label="Was this answer good?" className="flex flex-wrap items-center gap-2">
        {(['good', 'bad'] as const).map((word) => {
          const Thumb = word === 'good' ? ThumbsUp : ThumbsDown
          return (
            <Button
              key={word}
              look="quiet"
              icon={<Thumb className={`size-4 ${said === word ? 'fill-current' : ''}`} aria-hidden />}
              aria-pressed={said === word}
              reason={
                missing ?? (said !== null && said !== word ? `You called it ${said}: the first word stands.` : null)
              }
              busy={give.isPending && said === null && give.variables.word === word}
              onClick={() => {
                if (said === null) give.mutate({ word })
              }}
            >
              {word === 'good' ? 'Good' : 'Bad'}
            </Button>
          )
        })}
        {said !== null && <span className="text-xs text-faint">Thank you.</span>}
      </div>
      {said !== null && !commented && (
        <form
          className="flex max-w-xl flex-wrap items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            if (comment.trim() !== '') give.mutate({ word: said, why: comment.trim() })
          }}
        >
          <div className="min-w-0 flex-1 basis-60">
            <TextField
              label="Why?"
              optional
              maxLength={2_000}
              value={comment}
              placeholder={said === 'bad' ? 'What is wrong or missing' : 'What was good'}
              onChange={(event) => setComment(event.target.value)}
            />
          </div>
          <Button
            type="submit"
            busy={give.isPending}
            reason={comment.trim() === '' ? 'Write a comment first.' : null}
            className="min-h-8.5"
          >
            Send
          </Button>
        </form>
      )}
      {commented && <p className="text-xs text-faint">Your comment was kept.</p>}
      {give.error && <ErrorNotice error={give.error} />}
    </div>
  )
}
