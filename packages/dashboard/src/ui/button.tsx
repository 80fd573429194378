import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Tip } from './tip.tsx'
import { announce } from './announce.ts'

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger'

const looks: Record<ButtonLook, string> = {
  primary: 'bg-primary text-on-primary border-transparent not-aria-disabled:hover:bg-primary-hover',
  secondary: 'bg-surface text-ink border-line-strong not-aria-disabled:hover:bg-sunken',
  quiet:
    'bg-transparent text-soft border-transparent not-aria-disabled:hover:bg-sunken not-aria-disabled:hover:text-ink',
  danger:
    'bg-surface text-bad border-line-strong not-aria-disabled:hover:bg-bad-soft not-aria-disabled:hover:border-bad',
}

/** The classes alone, for links that look like buttons. */
export const buttonClass = (look: ButtonLook = 'secondary', extra?: string): string =>
  classNames(
    'inline-flex items-center justify-center gap-2 rounded-lg border px-3.5 py-1.5 text-sm font-medium whitespace-nowrap select-none',
    'transition-colors aria-disabled:opacity-50',
    looks[look],
    extra,
  )

interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  look?: ButtonLook
  icon?: ReactNode
  /** Why it cannot be pressed now. It stays in reach of the keyboard, so that the reason can be read. */
  reason?: string | null | undefined
  busy?: boolean
}

export function Button({ look, icon, reason, busy = false, children, className, onClick, ...rest }: ButtonProps) {
  const refused = reason !== null && reason !== undefined
  const button = (
    <button
      type="button"
      {...rest}
      aria-disabled={refused || busy || undefined}
      aria-busy={busy || undefined}
      className={buttonClass(look, className)}
      onClick={(event) => {
        if (refused || busy) event.preventDefault()
        // A finger opens no tip: the reason is said aloud as well.
        if (refused) announce(reason, 'warn')
        else if (!busy) onClick?.(event)
      }}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  )
  return refused ? <Tip text={reason}>{button}</Tip> : button
}

export function Spinner() {
  return (
    <span
      aria-hidden
      className="inline-block size-4 rounded-full border-2 border-current border-t-transparent motion-safe:animate-spin"
    />
  )
}

/** A square button with an icon only; `label` says what it does. */
export function IconButton({ label, children, className, ...rest }: ComponentProps<'button'> & { label: string }) {
  return (
    <Tip text={label}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={classNames(
          'inline-flex size-8 shrink-0 items-center justify-center rounded-lg text-faint hover:bg-sunken hover:text-ink',
          className,
        )}
      >
        {children}
      </button>
    </Tip>
  )
}
