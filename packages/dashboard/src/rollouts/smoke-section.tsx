import type { RolloutDetail, SmokeQuestion } from '@posthorn/sdk'
import { Link } from '@tanstack/react-router'
import { CircleCheck, CircleDashed, CircleX, Pencil, Play, Plus, Trash2, WandSparkles } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { useSite } from '../sites/sites.ts'
import { announce } from '../ui/announce.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Section } from '../ui/card.tsx'
import { Moment } from '../ui/moment.tsx'
import { reasonOf } from './reason-of.ts'
import { useRolloutChange } from './rollout.ts'
import { many } from './rollout-steps.ts'
import { becauseNames } from './rollout-words.ts'
import { QuestionDialog } from './question-dialog.tsx'

const failed = (error: Error) => announce(error.message, 'bad')

/** The questions that are asked before anybody else can, and what was answered. */
export function SmokeSection({ rollout }: { rollout: RolloutDetail }) {
  const [editing, setEditing] = useState<SmokeQuestion | 'new' | null>(null)
  return (
    <Section
      title="Smoke questions"
      description="Asked as a session with the batch would, before anybody else can. All have to pass before it is started or expanded."
      actions={<SmokeActions rollout={rollout} onAdd={() => setEditing('new')} />}
    >
      {rollout.questions.length === 0 ? (
        <p className="text-sm text-soft">
          {rollout.counts.documents === 0
            ? 'Once documents are in the batch, questions can be made from them.'
            : 'None yet. Make some from the documents, or write your own.'}
        </p>
      ) : (
        <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line">
          {rollout.questions.map((question) => (
            <QuestionRow key={question.id} rollout={rollout} question={question} onEdit={() => setEditing(question)} />
          ))}
        </ul>
      )}
      {editing !== null && (
        <QuestionDialog
          rollout={rollout}
          question={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </Section>
  )
}

function SmokeActions({ rollout, onAdd }: { rollout: RolloutDetail; onAdd: () => void }) {
  const client = useClient()
  const { id } = useSite()
  const missing = useMissingScope('documents:write')
  const change = missing ?? reasonOf(rollout.actions.change)
  const run = useRolloutChange(
    () => client.rollouts.smoke(id, rollout.id),
    ({ smoke }) =>
      smoke === null
        ? null
        : smoke.failed === 0
          ? `All ${smoke.passed} passed.`
          : `${smoke.failed} of ${smoke.passed + smoke.failed} did not pass.`,
  )
  const make = useRolloutChange(
    () => client.smokeQuestions.generate(id, rollout.id),
    () => 'Questions were made from the documents.',
  )
  const noQuestions = rollout.questions.length === 0 ? 'There are no questions to ask yet.' : null
  const noDocuments = rollout.counts.documents === 0 ? 'There are no documents in the batch yet.' : null
  return (
    <>
      <Button
        icon={<WandSparkles className="size-4" aria-hidden />}
        reason={change ?? noDocuments}
        busy={make.isPending}
        onClick={() => make.mutate(undefined, { onError: failed })}
      >
        Make questions
      </Button>
      <Button icon={<Plus className="size-4" aria-hidden />} reason={change} onClick={onAdd}>
        Add one
      </Button>
      <Button
        look="primary"
        icon={<Play className="size-4" aria-hidden />}
        reason={missing ?? noQuestions ?? reasonOf(rollout.actions.smoke)}
        busy={run.isPending}
        onClick={() => run.mutate(undefined, { onError: failed })}
      >
        Ask them
      </Button>
    </>
  )
}

interface QuestionRowProps {
  rollout: RolloutDetail
  question: SmokeQuestion
  onEdit: () => void
}

function QuestionRow({ rollout, question, onEdit }: QuestionRowProps) {
  const client = useClient()
  const { id } = useSite()
  const missing = useMissingScope('documents:write')
  const fixed = missing ?? reasonOf(rollout.actions.change)
  const remove = useRolloutChange(
    () => client.smokeQuestions.delete(id, rollout.id, question.id),
    () => 'The question is gone. The log keeps it.',
  )
  return (
    <li className="flex items-start gap-3 px-4 py-3 text-sm">
      <ResultMark question={question} />
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">{question.question}</p>
        {question.expected !== null && (
          <p className="mt-0.5 break-words text-soft">
            Expected: “{question.expected}”
            {question.heading !== null && <span className="text-faint"> under {question.heading}</span>}
          </p>
        )}
        <Result question={question} />
        <p className="mt-1 text-xs text-faint">
          {question.origin === 'generated' ? 'made from the documents' : 'written by hand'}
          {question.language !== null && ` · ${question.language.toUpperCase()}`}
          {question.document_id !== null && (
            <>
              {' '}
              ·{' '}
              <Link
                to="/knowledge/documents/$documentId"
                params={{ documentId: question.document_id }}
                search={{ site: id }}
                className="underline hover:text-ink"
              >
                {rollout.documents.find((each) => each.document_id === question.document_id)?.title ?? 'document'}
              </Link>
            </>
          )}
        </p>
      </div>
      {fixed === null && (
        <div className="flex shrink-0">
          <IconButton label={`Edit “${question.question}”`} onClick={onEdit}>
            <Pencil className="size-4" aria-hidden />
          </IconButton>
          <IconButton
            label={`Delete “${question.question}”`}
            onClick={() => remove.mutate(undefined, { onError: failed })}
          >
            <Trash2 className="size-4" aria-hidden />
          </IconButton>
        </div>
      )}
    </li>
  )
}

function ResultMark({ question: { last_result: result } }: { question: SmokeQuestion }) {
  const place = 'mt-0.5 size-4 shrink-0'
  if (result === null) return <CircleDashed className={`${place} text-faint`} aria-label="not asked yet" />
  if (result.passed) return <CircleCheck className={`${place} text-ok`} aria-label="passed" />
  return <CircleX className={`${place} text-bad`} aria-label="did not pass" />
}

function Result({ question: { last_result: result } }: { question: SmokeQuestion }) {
  if (result === null) return null
  return (
    <p className="mt-1 break-words">
      <span className={result.passed ? 'text-ok' : 'text-bad'}>
        {result.passed ? 'Passed' : 'Failed'}: {becauseNames[result.because]}
        {result.failed_in_row > 1 && `, ${many(result.failed_in_row, 'time')} in a row`}.
      </span>{' '}
      <span className="text-soft">“{result.answer}”</span>{' '}
      <span className="text-xs text-faint">
        {Math.round(result.confidence * 100)}% sure, <Moment at={result.at} />
      </span>
    </p>
  )
}
