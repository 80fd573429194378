import type { Gap } from '@posthorn/sdk'
import { ChevronDown } from 'lucide-react'
import { classNames } from '../ui/class-names.ts'
import { Badge } from '../ui/badge.tsx'
import { Moment } from '../ui/moment.tsx'
import { GapDetail } from './gap-detail.tsx'
import { askedOf, reasonsOf } from './gap-words.ts'

interface GapRowProps {
  gap: Gap
  open: boolean
  onToggle: () => void
}

export function GapRow({ gap, open, onToggle }: GapRowProps) {
  const others = gap.examples.filter((example) => example !== gap.draft.question).slice(0, 2)
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        onClick={onToggle}
        className="flex w-full items-start gap-4 px-5 py-4 text-left -outline-offset-2 hover:bg-sunken"
      >
        <span
          aria-hidden
          className="flex h-9 min-w-9 shrink-0 items-center justify-center rounded-lg bg-brand-soft px-2 text-sm font-semibold tabular-nums"
        >
          {gap.question_count}
        </span>
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 font-medium break-words">{gap.draft.question}</span>
            {gap.reopened && gap.state === 'open' && <Badge tone="warn">asked again</Badge>}
            {gap.draft.status === 'edited' && gap.state === 'open' && <Badge tone="info">draft edited</Badge>}
          </span>
          {others.length > 0 && (
            <span className="mt-0.5 block truncate text-sm text-soft">
              {others.map((each) => `“${each}”`).join(' · ')}
            </span>
          )}
          <span className="mt-1 block text-xs text-faint">
            {askedOf(gap)} · {reasonsOf(gap)} · {gap.languages.map(({ language }) => language.toUpperCase()).join(', ')}{' '}
            · last <Moment at={gap.last_seen_at} />
          </span>
        </span>
        <ChevronDown
          aria-hidden
          className={classNames('mt-2 size-4 shrink-0 text-faint transition-transform', open && 'rotate-180')}
        />
      </button>
      {open && <GapDetail key={`${gap.id} ${gap.state}`} gap={gap} />}
    </li>
  )
}
