import type { RolloutDetail, SmokeQuestion } from '@posthorn/sdk'
import { useState } from 'react'
import { languageNames } from '../documents/document-words.ts'
import { useClient } from '../session/client.ts'
import { useSite } from '../sites/sites.ts'
import { SelectField, TextArea } from '../ui/field.tsx'
import { faultOf, unplaced } from '../ui/field-fault.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { useRolloutChange } from './rollout.ts'

interface QuestionDialogProps {
  rollout: RolloutDetail
  /** Null: a new one. */
  question: SmokeQuestion | null
  onClose: () => void
}

export function QuestionDialog({ rollout, question, onClose }: QuestionDialogProps) {
  const client = useClient()
  const { id } = useSite()
  const [asked, setAsked] = useState(question?.question ?? '')
  const [expected, setExpected] = useState(question?.expected ?? '')
  const [document, setDocument] = useState(question?.document_id ?? '')
  const [language, setLanguage] = useState(question?.language ?? '')
  const given = {
    question: asked.trim(),
    expected: expected.trim() === '' ? null : expected.trim(),
    document_id: document === '' ? null : document,
    language: language === '' ? null : language,
  }
  const keep = useRolloutChange(
    () =>
      question === null
        ? client.smokeQuestions.create(id, rollout.id, given)
        : client.smokeQuestions.update(id, rollout.id, question.id, given),
    () => (question === null ? 'The question was added.' : 'The question was changed. It has to be asked again.'),
  )
  return (
    <FormDialog
      title={question === null ? 'Add a smoke question' : 'Edit the smoke question'}
      wide
      action={question === null ? 'Add' : 'Save'}
      busy={keep.isPending}
      reason={given.question === '' ? 'Give a question first.' : null}
      notice={unplaced(keep.error, ['question', 'expected', 'document_id', 'language'])}
      onSubmit={() => keep.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextArea
        label="Question"
        required
        autoFocus
        rows={2}
        value={asked}
        error={faultOf(keep.error, 'question')}
        onChange={(event) => setAsked(event.target.value)}
      />
      <TextArea
        label="Expected passage"
        optional
        rows={3}
        value={expected}
        hint="Has to be in the answer. Left empty: any answer will do, a declined one will not."
        error={faultOf(keep.error, 'expected')}
        onChange={(event) => setExpected(event.target.value)}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label="Answered from"
          value={document}
          error={faultOf(keep.error, 'document_id')}
          onChange={(event) => setDocument(event.target.value)}
        >
          <option value="">Any document</option>
          {rollout.documents.map(({ document_id: documentId, title }) => (
            <option key={documentId} value={documentId}>
              {title}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="Language"
          value={language}
          error={faultOf(keep.error, 'language')}
          onChange={(event) => setLanguage(event.target.value)}
        >
          <option value="">As its words say</option>
          {Object.entries(languageNames).map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
    </FormDialog>
  )
}
