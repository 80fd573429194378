import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useSite } from '../sites/sites.ts'
import { TextArea, TextField } from '../ui/field.tsx'
import { faultOf, unplaced } from '../ui/field-fault.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { acceptedWords, useDocumentChange } from './documents.ts'
import { givenDetails, MoreFields, moreNames, noDetails } from './more-fields.tsx'

export function AddTextDialog({ onClose }: { onClose: () => void }) {
  const client = useClient()
  const { id } = useSite()
  const [title, setTitle] = useState('')
  const [content, setContent] = useState('')
  const [details, setDetails] = useState(noDetails('active'))
  const add = useDocumentChange(
    () => client.documents.createText(id, { title: title.trim(), content, ...givenDetails(details) }),
    acceptedWords,
  )
  return (
    <FormDialog
      title="Add text"
      wide
      action="Add"
      busy={add.isPending}
      reason={title.trim() === '' || content.trim() === '' ? 'Give it a title and a text first.' : null}
      notice={unplaced(add.error, ['title', 'content', ...moreNames])}
      onSubmit={() => add.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextField
        label="Title"
        required
        autoFocus
        maxLength={300}
        value={title}
        placeholder="Returns and refunds"
        error={faultOf(add.error, 'title')}
        onChange={(event) => setTitle(event.target.value)}
      />
      <TextArea
        label="Text"
        required
        rows={10}
        value={content}
        hint="Markdown or plain text. Headings, lists and tables are understood: answers cite the heading they stand under."
        error={faultOf(add.error, 'content')}
        onChange={(event) => setContent(event.target.value)}
      />
      <MoreFields details={details} error={add.error} onChange={setDetails} />
    </FormDialog>
  )
}
