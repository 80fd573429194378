import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { CircleCheck, FilePen, Pencil } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { WithinSite } from '../sites/site-page.tsx'
import { useSite } from '../sites/sites.ts'
import { announce } from '../ui/announce.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { DeleteSection } from '../ui/delete-section.tsx'
import { Page } from '../ui/page.tsx'
import { UpLink } from '../ui/up-link.tsx'
import { BlameSection } from './blame-section.tsx'
import { DocumentFacts } from './document-facts.tsx'
import { isMoving, typeNames } from './document-words.ts'
import { useStanding } from './example.ts'
import { type Document, documentKeys, useDocumentChange } from './documents.ts'
import { EditDialog } from './edit-dialog.tsx'
import { TextSection } from './text-section.tsx'

const route = getRouteApi('/knowledge/documents/$documentId')

export function DocumentPage() {
  const { site } = route.useSearch()
  return (
    <>
      <UpLink to="/knowledge/documents" search={site === undefined ? {} : { site }}>
        Documents
      </UpLink>
      <WithinSite scope="documents:read">
        <OneDocument />
      </WithinSite>
    </>
  )
}

function OneDocument() {
  const { documentId } = route.useParams()
  const client = useClient()
  const { id } = useSite()
  const { data: document } = useSuspenseQuery({
    queryKey: [...documentKeys(id), 'one', documentId],
    queryFn: () => client.documents.get(id, documentId),
    refetchInterval: ({ state }) => (state.data !== undefined && isMoving(state.data) ? 1_500 : 10_000),
  })
  const { tone, words } = useStanding(document)
  return (
    <Page
      title={document.title}
      heading={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <span className="min-w-0 break-words">{document.title}</span>
          <Badge tone={tone}>{words}</Badge>
          {document.is_example && (
            <Badge tone="warn" dot={false}>
              example
            </Badge>
          )}
        </span>
      }
      description={describe(document)}
      actions={<Actions document={document} />}
    >
      <div className="space-y-5">
        <DocumentFacts document={document} />
        {/* Another version is another text: what was chosen of the one before does not hold. */}
        <TextSection key={document.version} document={document} />
        <BlameSection document={document} />
        <Delete document={document} />
      </div>
    </Page>
  )
}

const describe = ({ type, category }: Document): string =>
  category === null ? typeNames[type] : `${typeNames[type]} · ${category}`

function Actions({ document }: { document: Document }) {
  const client = useClient()
  const { id } = useSite()
  const missing = useMissingScope('documents:write')
  const [editing, setEditing] = useState(false)
  const isActive = document.status === 'active'
  const change = useDocumentChange(
    () => client.documents.update(id, document.id, { status: isActive ? 'draft' : 'active' }),
    ({ status }) => (status === 'draft' ? 'It is a draft: nobody is answered from it.' : 'It may be used in answers.'),
  )
  return (
    <>
      <Button icon={<Pencil className="size-4" aria-hidden />} reason={missing} onClick={() => setEditing(true)}>
        Edit
      </Button>
      <Button
        look={isActive ? 'secondary' : 'primary'}
        icon={isActive ? <FilePen className="size-4" aria-hidden /> : <CircleCheck className="size-4" aria-hidden />}
        reason={missing}
        busy={change.isPending}
        onClick={() => change.mutate(undefined, { onError: (error) => announce(error.message, 'bad') })}
      >
        {isActive ? 'Make it a draft' : 'Use in answers'}
      </Button>
      {editing && <EditDialog document={document} onClose={() => setEditing(false)} />}
    </>
  )
}

function Delete({ document }: { document: Document }) {
  const client = useClient()
  const { id } = useSite()
  const missing = useMissingScope('documents:write')
  const navigate = useNavigate()
  const remove = useDocumentChange(
    async () => {
      await client.documents.delete(id, document.id)
      // Before anything looks again: the page of what is gone would only say so.
      await navigate({ to: '/knowledge/documents', search: { site: id } })
    },
    () => `“${document.title}” was deleted.`,
  )
  return (
    <DeleteSection
      description="With its versions and files. From then on nobody is answered from it."
      name={`“${document.title}”`}
      action="Delete the document"
      reason={missing}
      remove={{ ...remove, mutate: () => remove.mutate(undefined) }}
    >
      <p>This cannot be taken back. To stop using it for a while, make it a draft.</p>
    </DeleteSection>
  )
}
