import { X } from 'lucide-react'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { announcements, dismiss, type Tone } from './announce.ts'
import { classNames } from './class-names.ts'

const marks: Record<Tone, string> = { ok: 'bg-ok', bad: 'bg-bad', warn: 'bg-warn', info: 'bg-info' }

export function Announcements() {
  const shown = useSyncExternalStore(announcements.subscribe, announcements.current)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // A popover shown last stands above an open dialog.
    place.current?.hidePopover()
    if (shown.length > 0) place.current?.showPopover()
  }, [shown])
  return (
    <div
      ref={place}
      popover="manual"
      role="status"
      aria-live="polite"
      className="inset-auto right-3 bottom-3 m-0 w-[calc(100vw-1.5rem)] max-w-sm flex-col gap-2 bg-transparent text-ink open:flex"
    >
      {shown.map(({ id, text, tone }) => (
        <div
          key={id}
          className="flex items-start gap-3 rounded-xl border border-line-strong bg-surface p-3 text-sm shadow-card"
        >
          <span aria-hidden className={classNames('mt-1.5 size-2 shrink-0 rounded-full', marks[tone])} />
          <p className="min-w-0 flex-1 break-words">{text}</p>
          <button type="button" aria-label="Dismiss" className="text-faint hover:text-ink" onClick={() => dismiss(id)}>
            <X className="size-4" aria-hidden />
          </button>
        </div>
      ))}
    </div>
  )
}
