import { MessageCircleQuestion, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { Confidence } from '../answers/confidence.tsx'
import { SourceList } from '../answers/source-list.tsx'
import { AddQuestionDialog } from '../documents/add-question-dialog.tsx'
import { languageNames } from '../documents/document-words.ts'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { useSite } from '../sites/sites.ts'
import { Button, Spinner } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import type { Turn } from './conversation.ts'
import { ask } from './conversations.ts'
import { GiveFeedback } from './give-feedback.tsx'

/** One question, and its answer as far as it has come. */
export function TurnView({ turn, sessionId }: { turn: Turn; sessionId: string }) {
  const client = useClient()
  const { id: siteId } = useSite()
  return (
    <li className="space-y-4">
      <div className="flex justify-end">
        <p className="max-w-[85%] rounded-2xl rounded-br-sm bg-primary px-4 py-2.5 text-sm break-words whitespace-pre-wrap text-on-primary">
          <span className="sr-only">Question: </span>
          {turn.question}
        </p>
      </div>
      <div className="max-w-3xl space-y-3">
        <AnswerText turn={turn} />
        {turn.state === 'failed' && turn.error !== null && (
          <ErrorNotice
            error={turn.error}
            onRetry={() => void ask({ client, siteId, question: turn.question, language: turn.language })}
          />
        )}
        {turn.state === 'stopped' && <p className="text-sm text-soft">You stopped it.</p>}
        <SourceList sources={turn.sources} siteId={siteId} />
        {turn.answer !== null && <Foot turn={turn} sessionId={sessionId} />}
      </div>
    </li>
  )
}

function AnswerText({ turn }: { turn: Turn }) {
  const waiting = turn.state === 'asking'
  return (
    <div
      aria-live="polite"
      aria-busy={waiting}
      lang={turn.answer?.response_language}
      className="text-[0.95rem] leading-relaxed break-words whitespace-pre-wrap"
    >
      <span className="sr-only">Answer: </span>
      {turn.text}
      {waiting && turn.text === '' && (
        <span className="inline-flex items-center gap-2 text-sm text-soft">
          <Spinner /> Looking through the documents
        </span>
      )}
      {waiting && turn.text !== '' && (
        <span
          aria-hidden
          className="ml-0.5 inline-block h-4 w-1.5 translate-y-0.5 bg-faint motion-safe:animate-pulse"
        />
      )}
    </div>
  )
}

function Foot({ turn, sessionId }: { turn: Turn; sessionId: string }) {
  const { answer } = turn
  if (answer === null) return null
  const names: Readonly<Record<string, string>> = languageNames
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-xs text-faint">
        <Confidence confidence={answer.confidence} level={answer.confidence_level} answered={answer.answered} />
        <span>in {names[answer.response_language] ?? answer.response_language}</span>
        <span>{took(answer)}</span>
      </div>
      {(!answer.answered || answer.confidence_level === 'low') && <AddAnswer turn={turn} />}
      <GiveFeedback sessionId={sessionId} requestId={answer.request_id} />
    </>
  )
}

function took({ created_at: from, completed_at: to }: { created_at: string; completed_at: string }): string {
  const ms = Date.parse(to) - Date.parse(from)
  return ms < 1_000 ? 'in less than a second' : `in ${(ms / 1_000).toFixed(0)} s`
}

/** The way from a question without an answer to one that has one. */
function AddAnswer({ turn }: { turn: Turn }) {
  const client = useClient()
  const { id: siteId } = useSite()
  const missing = useMissingScope('documents:write')
  const [open, setOpen] = useState(false)
  const [added, setAdded] = useState(false)
  return (
    <div className="flex flex-wrap items-center gap-2">
      {added ? (
        <Button
          icon={<RotateCw className="size-4" aria-hidden />}
          onClick={() => void ask({ client, siteId, question: turn.question, language: turn.language })}
        >
          Ask again
        </Button>
      ) : (
        <Button
          icon={<MessageCircleQuestion className="size-4" aria-hidden />}
          reason={missing}
          onClick={() => setOpen(true)}
        >
          Add an answer
        </Button>
      )}
      {open && (
        <AddQuestionDialog question={turn.question} onAdded={() => setAdded(true)} onClose={() => setOpen(false)} />
      )}
    </div>
  )
}
