import { ExternalLink, RefreshCw } from 'lucide-react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { useSite } from '../sites/sites.ts'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/button.tsx'
import { Moment } from '../ui/moment.tsx'
import { Notice } from '../ui/notice.tsx'
import { refusal } from '../ui/refusal.ts'
import { isWebAddress } from './web-address.ts'
import { type Document, useDocumentChange } from './documents.ts'
import { RecrawlField } from './recrawl-field.tsx'
import { recrawlName } from './recrawl-words.ts'

const failed = (error: Error) => announce(error.message, 'bad')

/** Where a document was fetched from, and when it is fetched again. */
export function SourcePage({ document }: { document: Document }) {
  const { crawl } = document
  if (crawl === null) return null
  return (
    <div className="rounded-xl border border-line bg-sunken px-4 py-4">
      <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-64 text-sm">
          <p className="text-xs text-faint">Fetched from</p>
          <Address url={document.source_url} />
          <p className="mt-1 text-xs text-faint">
            {crawl.crawled_at === null ? (
              'not fetched yet'
            ) : (
              <>
                last <Moment at={crawl.crawled_at} />
              </>
            )}
            {crawl.next_at !== null && (
              <>
                , next <Moment at={crawl.next_at} />
              </>
            )}
          </p>
        </div>
        <Refetch document={document} hours={crawl.every_hours} />
      </div>
      {crawl.failure !== null && (
        <Notice tone="warn" className="mt-4">
          It could not be fetched again: {crawl.failure.message} What was read before stays in answers.
        </Notice>
      )}
    </div>
  )
}

function Refetch({ document, hours }: { document: Document; hours: number | null }) {
  const client = useClient()
  const { id } = useSite()
  const missing = useMissingScope('documents:write')
  const fetchAgain = useDocumentChange(
    () => client.documents.recrawl(id, document.id),
    () => 'The page is being fetched again.',
  )
  const setHours = useDocumentChange(
    (every: number | null) => client.documents.setRecrawl(id, document.id, { recrawl_every_hours: every }),
    ({ crawl }) => `It is fetched again ${recrawlName(crawl?.every_hours ?? null)}.`,
  )
  return (
    <>
      <div className="w-52">
        <RecrawlField
          hours={hours}
          disabled={missing !== null || setHours.isPending}
          onChange={(every) => setHours.mutate(every, { onError: failed })}
        />
      </div>
      <Button
        icon={<RefreshCw className="size-4" aria-hidden />}
        reason={missing ?? refusal('readiness', 'retry', document.readiness)}
        busy={fetchAgain.isPending}
        onClick={() => fetchAgain.mutate(undefined, { onError: failed })}
      >
        Fetch now
      </Button>
    </>
  )
}

/** A link only where it leads to the web: an address is whatever somebody sent. */
function Address({ url }: { url: string | null }) {
  if (url === null) return <p className="text-faint">not known</p>
  if (!isWebAddress(url)) return <p className="break-all">{url}</p>
  return (
    <a href={url} target="_blank" rel="noreferrer noopener" className="break-all text-link underline">
      {url}
      <ExternalLink className="ml-1 inline size-3.5 align-[-0.1em]" aria-label="opens in a new tab" />
    </a>
  )
}
