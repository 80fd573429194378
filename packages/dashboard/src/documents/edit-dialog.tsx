import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useSite } from '../sites/sites.ts'
import { TextArea, TextField } from '../ui/field.tsx'
import { faultOf, unplaced } from '../ui/field-fault.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { type Document, documentKeys, useDocumentChange } from './documents.ts'

/** Changes what a document says. Files and pages have their text from elsewhere: of these, title and category only. */
export function EditDialog({ document, onClose }: { document: Document; onClose: () => void }) {
  const client = useClient()
  const { id } = useSite()
  const { data: latest } = useSuspenseQuery({
    queryKey: [...documentKeys(id), 'version', document.id, document.version, document.readiness],
    queryFn: () => client.documents.version(id, document.id, String(document.version)),
  })
  const [title, setTitle] = useState(latest.title)
  const [category, setCategory] = useState(document.category ?? '')
  const [question, setQuestion] = useState(latest.question ?? '')
  const [content, setContent] = useState(latest.content ?? '')
  const edit = useDocumentChange(
    () =>
      client.documents.update(id, document.id, {
        title: title.trim(),
        category: category.trim() === '' ? null : category.trim(),
        ...(document.type === 'text' ? { content } : {}),
        ...(document.type === 'qa' ? { question: question.trim(), answer: content } : {}),
      }),
    (changed) =>
      changed.version > document.version ? `It was changed: version ${changed.version}.` : 'It was changed.',
  )
  const isWritten = document.type === 'text' || document.type === 'qa'
  const isEmpty = title.trim() === '' || (isWritten && content.trim() === '')
  return (
    <FormDialog
      title="Edit the document"
      wide
      action="Save"
      busy={edit.isPending}
      reason={isEmpty ? 'Title and text cannot be empty.' : null}
      notice={unplaced(edit.error, ['title', 'category', 'content', 'question', 'answer'])}
      onSubmit={() => edit.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextField
        label="Title"
        required
        autoFocus
        maxLength={300}
        value={title}
        error={faultOf(edit.error, 'title')}
        onChange={(event) => setTitle(event.target.value)}
      />
      {document.type === 'qa' && (
        <TextArea
          label="Question"
          required
          rows={2}
          value={question}
          error={faultOf(edit.error, 'question')}
          onChange={(event) => setQuestion(event.target.value)}
        />
      )}
      {isWritten && (
        <TextArea
          label={document.type === 'qa' ? 'Answer' : 'Text'}
          required
          rows={document.type === 'qa' ? 6 : 14}
          value={content}
          error={faultOf(edit.error, document.type === 'qa' ? 'answer' : 'content')}
          onChange={(event) => setContent(event.target.value)}
        />
      )}
      <TextField
        label="Category"
        optional
        maxLength={100}
        value={category}
        error={faultOf(edit.error, 'category')}
        onChange={(event) => setCategory(event.target.value)}
      />
    </FormDialog>
  )
}
