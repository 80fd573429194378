import { Link } from '@tanstack/react-router'
import { MessageCircle, Plus } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useMe, useMissingScope } from '../session/me.ts'
import { SitePage } from '../sites/site-page.tsx'
import { useLiveSite, useSite } from '../sites/sites.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Empty } from '../ui/empty.tsx'
import { Notice } from '../ui/notice.tsx'
import { Ask } from './ask.tsx'
import { startAnew, useConversation } from './conversations.ts'
import { TurnView } from './turn-view.tsx'

export function TryPage() {
  return (
    <SitePage
      title="Try it"
      description="Ask what people ask. The answer comes from the documents of the site, or is politely declined."
      scope="chat:write"
    >
      <Try />
    </SitePage>
  )
}

function Try() {
  const site = useSite()
  const me = useMe()
  const { turns, sessionId } = useConversation(site.id)
  const isAsking = turns.at(-1)?.state === 'asking'
  return (
    <>
      <NothingToAnswerFrom />
      <Card className="flex min-h-[28rem] flex-col">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line px-5 py-3">
          <p className="min-w-0 text-xs text-faint">
            Session <Session sessionId={sessionId} asked={turns.length > 0} />
            {me.test && ' · asked with a test key, so it is not counted'}
          </p>
          <Button
            icon={<Plus className="size-4" aria-hidden />}
            reason={turns.length === 0 ? 'This conversation is new already.' : null}
            onClick={() => startAnew(site.id)}
          >
            New conversation
          </Button>
        </div>
        <div className="flex-1 px-5 py-5">
          {turns.length === 0 ? (
            <Empty icon={<MessageCircle className="size-6" />} title="Ask the first question">
              For example: <em>What are your support hours?</em>
            </Empty>
          ) : (
            <ol aria-label="Conversation" className="space-y-8">
              {turns.map((turn) => (
                <TurnView key={turn.id} turn={turn} sessionId={sessionId} />
              ))}
            </ol>
          )}
          <Follow count={turns.length} />
        </div>
        <Ask isAsking={isAsking} />
      </Card>
    </>
  )
}

function Session({ sessionId, asked }: { sessionId: string; asked: boolean }) {
  const site = useSite()
  const missing = useMissingScope('conversations:read')
  if (!asked || missing !== null) return <span className="font-mono">{sessionId}</span>
  return (
    <Link
      to="/operations/chat/$sessionId"
      params={{ sessionId }}
      search={{ site: site.id }}
      className="font-mono underline hover:text-ink"
    >
      {sessionId}
    </Link>
  )
}

/** Brings a new question into view. */
function Follow({ count }: { count: number }) {
  const end = useRef<HTMLDivElement>(null)
  const before = useRef(count)
  useEffect(() => {
    if (count > before.current) end.current?.scrollIntoView({ block: 'nearest' })
    before.current = count
  }, [count])
  return <div ref={end} />
}

function NothingToAnswerFrom() {
  const site = useSite()
  const { total, active } = (useLiveSite().data ?? site).documents
  if (active > 0) return null
  return (
    <Notice tone="warn" className="mb-5">
      {total === 0 ? 'This site has no documents yet' : 'All documents of this site are drafts'}, so every question is
      declined.{' '}
      <Link to="/knowledge/documents" search={{ site: site.id }} className="underline">
        Go to the documents
      </Link>
    </Notice>
  )
}
