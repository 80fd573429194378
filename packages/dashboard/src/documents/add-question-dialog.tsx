import type { AcceptedDocument } from '@posthorn/sdk'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useSite } from '../sites/sites.ts'
import { TextArea } from '../ui/field.tsx'
import { faultOf, unplaced } from '../ui/field-fault.ts'
import { focusFirst } from '../ui/focus-first.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { acceptedWords, useDocumentChange } from './documents.ts'
import { givenDetails, MoreFields, moreNames, noDetails } from './more-fields.tsx'

interface AddQuestionDialogProps {
  /** What was asked, where somebody asked it. */
  question?: string
  onAdded?: (document: AcceptedDocument) => void
  onClose: () => void
}

export function AddQuestionDialog({ question: asked = '', onAdded, onClose }: AddQuestionDialogProps) {
  const client = useClient()
  const { id } = useSite()
  const [question, setQuestion] = useState(asked)
  const [answer, setAnswer] = useState('')
  const [details, setDetails] = useState(noDetails('active'))
  const add = useDocumentChange(
    () => client.documents.createQa(id, { question: question.trim(), answer, ...givenDetails(details) }),
    acceptedWords,
  )
  return (
    <FormDialog
      title={asked === '' ? 'Add a question' : 'Add an answer'}
      wide
      action="Add"
      busy={add.isPending}
      reason={question.trim() === '' || answer.trim() === '' ? 'Give the question and its answer first.' : null}
      notice={unplaced(add.error, ['question', 'answer', ...moreNames])}
      onSubmit={() =>
        add.mutate(undefined, {
          onSuccess: (document) => {
            onAdded?.(document)
            onClose()
          },
        })
      }
      onClose={onClose}
    >
      <TextArea
        label="Question"
        required
        rows={2}
        value={question}
        placeholder="Can I return a lamp that was switched on?"
        hint="As people ask it. It is found by the question and by the answer."
        error={faultOf(add.error, 'question')}
        onChange={(event) => setQuestion(event.target.value)}
      />
      <TextArea
        label="Answer"
        required
        ref={asked === '' ? undefined : focusFirst}
        rows={6}
        value={answer}
        hint="What is quoted, word for word."
        error={faultOf(add.error, 'answer')}
        onChange={(event) => setAnswer(event.target.value)}
      />
      <MoreFields details={details} error={add.error} onChange={setDetails} />
    </FormDialog>
  )
}
