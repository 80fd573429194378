import type { ErrorComponentProps } from '@tanstack/react-router'
import { Link } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { buttonClass } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'

/** A page that broke. The navigation around it still works. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  const shown = error instanceof Error ? error : new Error(String(error))
  return <ErrorNotice error={shown} onRetry={reset} className="mx-auto max-w-5xl" />
}

export function NotFoundPage() {
  const action = (
    <Link to="/" className={buttonClass('primary')}>
      Go to the overview
    </Link>
  )
  return (
    <Empty icon={<Compass className="size-6" />} title="There is nothing here" action={action}>
      The address leads nowhere, or what it led to has been deleted.
    </Empty>
  )
}
