import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { History } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { useSite } from '../sites/sites.ts'
import { Answer } from '../ui/answer.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/card.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { SelectField } from '../ui/field.tsx'
import { dayOf } from '../ui/format-time.ts'
import { Pager } from '../ui/pager.tsx'
import { ChangesView } from './changes-view.tsx'
import { type Document, documentKeys, useDocumentChange } from './documents.ts'
import type { Span } from './read-lines.ts'
import { TextView } from './text-view.tsx'
import { originName, textOfVersion, type Version, type VersionText } from './version-words.ts'
import { VersionList } from './version-list.tsx'

const route = getRouteApi('/knowledge/documents/$documentId')

/** The text of a document, version by version: what each says, what changed, and the way back. */
export function TextSection({ document }: { document: Document }) {
  const client = useClient()
  const { id } = useSite()
  const { version: linked, from, to } = route.useSearch()
  const [page, setPage] = useState(1)
  const [chosen, setChosen] = useState(linked ?? document.version)
  const [against, setAgainst] = useState<number | null>(null)
  const versions = useQuery({
    queryKey: [...documentKeys(id), 'versions', document.id, document.version, document.readiness, page],
    queryFn: () => client.documents.versions(id, document.id, { page }),
    placeholderData: (previous) => previous,
  })
  const spans = chosen === linked && from !== undefined && to !== undefined ? [{ start: from, end: to }] : noSpans
  return (
    <Section
      title="What it says"
      description="Each change is a version. What people are answered from is marked as live."
    >
      <Answer of={versions}>
        {({ versions: list, meta }) => (
          <div className="grid gap-x-8 gap-y-5 lg:grid-cols-[15rem_minmax(0,1fr)]">
            <div>
              <VersionList versions={list} chosen={chosen} onChoose={setChosen} />
              <Pager meta={meta} onPage={setPage} />
            </div>
            <div className="min-w-0 space-y-4">
              <VersionHead
                document={document}
                version={list.find(({ version }) => version === chosen) ?? null}
                number={chosen}
                against={against}
                onAgainst={setAgainst}
                onDone={() => setPage(1)}
              />
              {against === null || against >= chosen ? (
                <OneText document={document} version={chosen} spans={spans} />
              ) : (
                <Changes document={document} version={chosen} against={against} />
              )}
            </div>
          </div>
        )}
      </Answer>
    </Section>
  )
}

const noSpans: readonly Span[] = []

interface VersionHeadProps {
  document: Document
  version: Version | null
  number: number
  against: number | null
  onAgainst: (version: number | null) => void
  onDone: () => void
}

function VersionHead({ document, version, number, against, onAgainst, onDone }: VersionHeadProps) {
  const earlier = Array.from({ length: Math.min(number - 1, 50) }, (_each, index) => number - 1 - index)
  return (
    <div className="flex flex-wrap items-end justify-between gap-3">
      <div className="min-w-0 text-sm">
        <h3 className="flex flex-wrap items-center gap-2 font-medium">
          Version {number}
          {version?.is_live === true && <Badge tone="ok">live</Badge>}
        </h3>
        {version && (
          <p className="text-xs text-faint">
            {originName(version)} on {dayOf(version.created_at)} by <Maker by={version.made_by} />
          </p>
        )}
      </div>
      <div className="flex flex-wrap items-end gap-2">
        {earlier.length > 0 && (
          <SelectField
            label="Show"
            value={against === null || against >= number ? '' : against}
            onChange={(event) => onAgainst(event.target.value === '' ? null : Number(event.target.value))}
          >
            <option value="">the text</option>
            {earlier.map((each) => (
              <option key={each} value={each}>
                what changed since version {each}
              </option>
            ))}
          </SelectField>
        )}
        {number < document.version && <RollBack document={document} version={number} onDone={onDone} />}
      </div>
    </div>
  )
}

/** An API key, or the name of what it was. */
const Maker = ({ by }: { by: string }) =>
  by.startsWith('key_') ? (
    <span title={by}>
      the key <span className="font-mono">…{by.slice(-6)}</span>
    </span>
  ) : (
    by
  )

function useVersion(document: Document, version: number) {
  const client = useClient()
  const { id } = useSite()
  const isLatest = version === document.version
  return useQuery({
    // A version never changes once it was read; the latest may be under way.
    queryKey: [...documentKeys(id), 'version', document.id, version, isLatest ? document.readiness : 'kept'],
    queryFn: () => client.documents.version(id, document.id, String(version)),
    staleTime: 60_000,
  })
}

function OneText({ document, version, spans }: { document: Document; version: number; spans: readonly Span[] }) {
  const text = useVersion(document, version)
  return (
    <Answer of={text}>
      {(read) => (
        <>
          {read.question !== null && (
            <div>
              <p className="text-xs text-faint">Question</p>
              <p className="mb-2 font-medium break-words">{read.question}</p>
              <p className="text-xs text-faint">Answer</p>
            </div>
          )}
          {read.content === null ? (
            <p className="rounded-xl bg-sunken px-5 py-8 text-center text-sm text-soft">{untold(document, read)}</p>
          ) : (
            <TextView text={read.content} spans={spans} label={`Text of version ${version}`} />
          )}
        </>
      )}
    </Answer>
  )
}

const untold = (document: Document, { version }: VersionText): string =>
  version === document.version && document.readiness === 'processing'
    ? 'It is being read. Its text shows here as soon as it is known.'
    : 'It could not be read, so there is no text.'

function Changes({ document, version, against }: { document: Document; version: number; against: number }) {
  const [before, after] = [useVersion(document, against), useVersion(document, version)]
  return (
    <Answer of={before}>
      {(old) => (
        <Answer of={after}>
          {(fresh) => (
            <ChangesView
              before={textOfVersion(old)}
              after={textOfVersion(fresh)}
              label={`What changed from version ${against} to version ${version}`}
            />
          )}
        </Answer>
      )}
    </Answer>
  )
}

function RollBack({ document, version, onDone }: { document: Document; version: number; onDone: () => void }) {
  const client = useClient()
  const { id } = useSite()
  const missing = useMissingScope('documents:write')
  const [asking, setAsking] = useState(false)
  const roll = useDocumentChange(
    () => client.documents.rollback(id, document.id, { version }),
    (changed) => `Version ${changed.version} says what version ${version} said.`,
  )
  return (
    <>
      <Button icon={<History className="size-4" aria-hidden />} reason={missing} onClick={() => setAsking(true)}>
        Roll back to this
      </Button>
      {asking && (
        <Confirm
          title={`Roll back to version ${version}?`}
          action={`Roll back to version ${version}`}
          busy={roll.isPending}
          error={roll.error}
          onClose={() => setAsking(false)}
          onConfirm={() =>
            roll.mutate(undefined, {
              onSuccess: () => {
                setAsking(false)
                onDone()
              },
            })
          }
        >
          <p>
            A new version {document.version + 1} is made with the title and the text of version {version}. Nothing is
            lost: the versions in between stay in the history.
          </p>
        </Confirm>
      )}
    </>
  )
}
