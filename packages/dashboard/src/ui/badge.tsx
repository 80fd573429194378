import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export type BadgeTone = 'ok' | 'bad' | 'warn' | 'info' | 'idle'

const tones: Record<BadgeTone, string> = {
  ok: 'bg-ok-soft text-ok',
  bad: 'bg-bad-soft text-bad',
  warn: 'bg-warn-soft text-warn',
  info: 'bg-info-soft text-info',
  idle: 'bg-sunken text-soft ring-1 ring-line ring-inset',
}

/** A state in a word. The dot repeats the colour, the word says it. */
export function Badge({
  tone = 'idle',
  dot = true,
  children,
}: {
  tone?: BadgeTone
  dot?: boolean
  children: ReactNode
}) {
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1.5 rounded-full px-2.5 py-0.5 text-xs font-medium whitespace-nowrap',
        tones[tone],
      )}
    >
      {dot && <span aria-hidden className="size-1.5 rounded-full bg-current" />}
      {children}
    </span>
  )
}

/** A word of the API, as it is written there. */
export function Chip({ children }: { children: ReactNode }) {
  return (
    <code className="inline-block max-w-full truncate rounded-md bg-sunken px-1.5 py-0.5 align-bottom font-mono text-xs text-soft ring-1 ring-line ring-inset">
      {children}
    </code>
  )
}
