import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useSite } from '../sites/sites.ts'
import { TextField } from '../ui/field.tsx'
import { faultOf, unplaced } from '../ui/field-fault.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { acceptedWords, useDocumentChange } from './documents.ts'
import { givenDetails, MoreFields, moreNames, noDetails } from './more-fields.tsx'
import { RecrawlField } from './recrawl-field.tsx'

/** A page or a file on the web, by its address. */
export function AddPageDialog({ onClose }: { onClose: () => void }) {
  const client = useClient()
  const { id } = useSite()
  const [url, setUrl] = useState('')
  const [title, setTitle] = useState('')
  const [hours, setHours] = useState<number | null>(null)
  const [details, setDetails] = useState(noDetails('active'))
  const add = useDocumentChange(
    () =>
      client.documents.importUrl(id, {
        url: url.trim(),
        recrawl_every_hours: hours,
        ...(title.trim() === '' ? {} : { title: title.trim() }),
        ...givenDetails(details),
      }),
    acceptedWords,
  )
  return (
    <FormDialog
      title="Import a page"
      wide
      action="Import"
      busy={add.isPending}
      reason={url.trim() === '' ? 'Give its address first.' : null}
      notice={unplaced(add.error, ['url', 'title', 'recrawl_every_hours', ...moreNames])}
      onSubmit={() => add.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextField
        label="Address"
        required
        autoFocus
        type="url"
        spellCheck={false}
        className="font-mono"
        value={url}
        placeholder="https://example.com/help/returns"
        hint="Fetched by the server, if robots.txt of the site lets it. Pages that need a sign-in cannot be fetched."
        error={faultOf(add.error, 'url')}
        onChange={(event) => setUrl(event.target.value)}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="Title"
          optional
          maxLength={300}
          value={title}
          hint="Left empty: that of the page."
          error={faultOf(add.error, 'title')}
          onChange={(event) => setTitle(event.target.value)}
        />
        <RecrawlField hours={hours} error={faultOf(add.error, 'recrawl_every_hours')} onChange={setHours} />
      </div>
      <MoreFields details={details} error={add.error} onChange={setDetails} />
    </FormDialog>
  )
}
