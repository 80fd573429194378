import type { Gap } from '@posthorn/sdk'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check, CircleOff } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { useSite } from '../sites/sites.ts'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { TextArea, TextField } from '../ui/field.tsx'
import { faultOf, unplaced } from '../ui/field-fault.ts'
import { Notice } from '../ui/notice.tsx'
import { useGapsChanged, useGapState } from './gap-changes.ts'

/** The draft of a question and its answer: edited, kept for later, or made a document. */
export function DraftForm({ gap }: { gap: Gap }) {
  const missing = useMissingScope('documents:write')
  const [question, setQuestion] = useState(gap.draft.question)
  const [answer, setAnswer] = useState(gap.draft.answer ?? '')
  const [category, setCategory] = useState(gap.draft.category ?? '')
  const given = {
    question: question.trim(),
    answer: answer.trim(),
    category: category.trim() === '' ? null : category.trim(),
  }
  const { approve, save } = useDraft(gap)
  const state = useGapState(gap)
  const error = approve.error ?? save.error
  const isEmpty = given.question === '' || given.answer === ''
  const reason = missing ?? (isEmpty ? 'It needs a question and an answer.' : null)
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (reason === null) approve.mutate(given)
      }}
    >
      <Hint gap={gap} />
      <TextArea
        label="Question"
        rows={2}
        maxLength={500}
        value={question}
        error={faultOf(error, 'question')}
        onChange={(event) => setQuestion(event.target.value)}
      />
      <TextArea
        label="Answer"
        rows={5}
        value={answer}
        hint="What people are answered with, word for word."
        error={faultOf(error, 'answer')}
        onChange={(event) => setAnswer(event.target.value)}
      />
      <TextField
        label="Category"
        optional
        maxLength={100}
        value={category}
        error={faultOf(error, 'category')}
        onChange={(event) => setCategory(event.target.value)}
      />
      {error && unplaced(error, ['question', 'answer', 'category']) && <ErrorNotice error={error} />}
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          look="primary"
          icon={<Check className="size-4" aria-hidden />}
          reason={reason}
          busy={approve.isPending}
        >
          Approve
        </Button>
        <Button reason={missing} busy={save.isPending} onClick={() => save.mutate(given)}>
          Save the draft
        </Button>
        <Button
          look="quiet"
          icon={<CircleOff className="size-4" aria-hidden />}
          reason={missing}
          busy={state.isPending}
          onClick={() => state.mutate('dismissed')}
        >
          Dismiss
        </Button>
      </div>
    </form>
  )
}

/** What is known about the draft, and the document that may want changing instead. */
function Hint({ gap: { draft } }: { gap: Gap }) {
  const { id } = useSite()
  return (
    <div className="space-y-3 text-sm">
      <Notice tone={draft.status === 'to_check' ? 'warn' : 'info'}>{draft.hint}</Notice>
      {draft.quotes.length > 0 && (
        <p className="text-xs text-faint">
          Near it:{' '}
          {draft.quotes.map((quote, index) => (
            <span key={index}>
              {index > 0 && ', '}
              <Link
                to="/knowledge/documents/$documentId"
                params={{ documentId: quote.document_id }}
                search={{ site: id, version: quote.version }}
                className="text-link underline"
              >
                {[quote.title, ...quote.headings].join(' › ')}
              </Link>
            </span>
          ))}
        </p>
      )}
      {draft.document !== null && (
        <p className="text-soft">
          Or change a document that is near:{' '}
          <Link
            to="/knowledge/documents/$documentId"
            params={{ documentId: draft.document.document_id }}
            search={{ site: id }}
            className="text-link underline"
          >
            {draft.document.title}
          </Link>
        </p>
      )}
    </div>
  )
}

interface Given {
  readonly question: string
  readonly answer: string
  readonly category: string | null
}

function useDraft(gap: Gap) {
  const client = useClient()
  const { id } = useSite()
  const changed = useGapsChanged()
  const approve = useMutation({
    mutationFn: (given: Given) => client.gaps.approve(id, gap.id, given),
    onSuccess: async () => {
      announce('A document was made of it. Whoever asks now is answered.')
      await changed()
    },
  })
  const save = useMutation({
    mutationFn: ({ question, answer, category }: Given) =>
      client.gaps.update(id, gap.id, { question, answer: answer === '' ? null : answer, category }),
    onSuccess: async () => {
      announce('The draft was kept.')
      await changed()
    },
  })
  return { approve, save }
}
