import { getRouteApi } from '@tanstack/react-router'
import { FileText, Link2, MessageCircleQuestion, Settings2, Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import { Link } from '@tanstack/react-router'
import { useMissingScope } from '../session/me.ts'
import { SitePage } from '../sites/site-page.tsx'
import { useLiveSite, useSite } from '../sites/sites.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { DropZone } from '../ui/drop-zone.tsx'
import { AddFilesDialog } from './add-files-dialog.tsx'
import { AddPageDialog } from './add-page-dialog.tsx'
import { AddQuestionDialog } from './add-question-dialog.tsx'
import { AddTextDialog } from './add-text-dialog.tsx'
import { changeSearch } from './document-search.ts'
import { DocumentList } from './document-list.tsx'
import { ExampleNotice } from './example-notice.tsx'
import { Filters } from './filters.tsx'
import { acceptedFiles } from './upload-file.ts'
import { Uploads } from './uploads.tsx'
import { useUploads } from './use-uploads.ts'

const route = getRouteApi('/knowledge/documents')

export function DocumentsPage() {
  return (
    <SitePage
      title="Documents"
      description="What answers are made from, and nothing else. Drafts, and what could not be read, are never used."
      scope="documents:read"
      actions={<SettingsLink />}
    >
      <Documents />
    </SitePage>
  )
}

const SettingsLink = () => (
  <Link to="/knowledge/site" className={buttonClass('secondary')}>
    <Settings2 className="size-4" aria-hidden />
    Site settings
  </Link>
)

function Documents() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const missing = useMissingScope('documents:write')
  const uploads = useUploads()
  const [files, setFiles] = useState<readonly File[]>([])
  const set = (changes: Parameters<typeof changeSearch>[1]) =>
    void navigate({ to: '.', search: changeSearch(search, changes), replace: true })
  return (
    <DropZone reason={missing} words="Drop files to add them" onFiles={setFiles}>
      <ExampleNotice />
      <AddBar missing={missing} onFiles={setFiles} />
      <Uploads {...uploads} />
      <Figures onChoose={set} />
      <Filters key={JSON.stringify([search.q, search.category, search.batch])} search={search} onChange={set} />
      <DocumentList search={search} missing={missing} onChange={set} />
      {files.length > 0 && <AddFilesDialog files={files} onStart={uploads.start} onClose={() => setFiles([])} />}
    </DropZone>
  )
}

interface AddBarProps {
  missing: string | null
  onFiles: (files: File[]) => void
}

/** The four ways in which content comes. */
function AddBar({ missing, onFiles }: AddBarProps) {
  const input = useRef<HTMLInputElement>(null)
  const [open, setOpen] = useState<'text' | 'qa' | 'page' | null>(null)
  const close = () => setOpen(null)
  const icon = 'size-4'
  return (
    <div className="mb-5 flex flex-wrap gap-2">
      <Button
        look="primary"
        icon={<Upload className={icon} aria-hidden />}
        reason={missing}
        onClick={() => input.current?.click()}
      >
        Upload files
      </Button>
      <Button icon={<FileText className={icon} aria-hidden />} reason={missing} onClick={() => setOpen('text')}>
        Add text
      </Button>
      <Button
        icon={<MessageCircleQuestion className={icon} aria-hidden />}
        reason={missing}
        onClick={() => setOpen('qa')}
      >
        Add a question
      </Button>
      <Button icon={<Link2 className={icon} aria-hidden />} reason={missing} onClick={() => setOpen('page')}>
        Import a page
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to add"
        accept={acceptedFiles}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          // The same file again is another choice.
          event.target.value = ''
        }}
      />
      {open === 'text' && <AddTextDialog onClose={close} />}
      {open === 'qa' && <AddQuestionDialog onClose={close} />}
      {open === 'page' && <AddPageDialog onClose={close} />}
    </div>
  )
}

/** How many documents there are, each number a filter. */
function Figures({ onChoose }: { onChoose: (changes: Parameters<typeof changeSearch>[1]) => void }) {
  const site = useSite()
  const { total, active, draft, processing, failed } = (useLiveSite().data ?? site).documents
  if (total === 0) return null
  const figures = [
    { name: 'in all', value: total, changes: { status: undefined, readiness: undefined }, always: true },
    { name: 'active', value: active, changes: { status: 'active', readiness: undefined }, always: true },
    {
      name: draft === 1 ? 'draft' : 'drafts',
      value: draft,
      changes: { status: 'draft', readiness: undefined },
      always: true,
    },
    { name: 'being read', value: processing, changes: { status: undefined, readiness: 'processing' }, always: false },
    { name: 'failed', value: failed, changes: { status: undefined, readiness: 'failed' }, always: false },
  ]
  return (
    <ul aria-label="Documents of this site" className="mb-4 flex flex-wrap gap-x-1 gap-y-1 text-sm text-soft">
      {figures
        .filter(({ value, always }) => always || value > 0)
        .map(({ name, value, changes }) => (
          <li key={name}>
            <button
              type="button"
              className="rounded-lg px-2.5 py-1 hover:bg-sunken hover:text-ink"
              onClick={() => onChoose(changes)}
            >
              <span className={`font-semibold tabular-nums ${name === 'failed' ? 'text-bad' : 'text-ink'}`}>
                {value.toLocaleString('en')}
              </span>{' '}
              {name}
            </button>
          </li>
        ))}
    </ul>
  )
}
