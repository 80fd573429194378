import { useState } from 'react'
import { FormDialog } from '../ui/form-dialog.tsx'
import { sizeName } from './document-words.ts'
import { type Details, MoreFields, noDetails } from './more-fields.tsx'

interface AddFilesDialogProps {
  files: readonly File[]
  onStart: (files: readonly File[], details: Details) => void
  onClose: () => void
}

/** Says what is about to be sent, and asks what it is. */
export function AddFilesDialog({ files, onStart, onClose }: AddFilesDialogProps) {
  const [details, setDetails] = useState(noDetails('active'))
  const several = files.length > 1
  return (
    <FormDialog
      title={several ? `Add ${files.length} files` : 'Add a file'}
      wide
      action="Upload"
      busy={false}
      reason={null}
      notice={null}
      onSubmit={() => {
        onStart(files, details)
        onClose()
      }}
      onClose={onClose}
    >
      <ul
        aria-label="Files"
        tabIndex={0}
        className="max-h-48 divide-y divide-line overflow-auto rounded-xl border border-line text-sm"
      >
        {files.map((file, index) => (
          <li key={index} className="flex justify-between gap-4 px-4 py-2">
            <span className="min-w-0 break-words">{file.name}</span>
            <span className="shrink-0 text-faint tabular-nums">{sizeName(file.size)}</span>
          </li>
        ))}
      </ul>
      <MoreFields of="files" details={details} error={null} onChange={setDetails} />
    </FormDialog>
  )
}
