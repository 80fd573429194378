import { Link, type LinkProps } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'

interface UpLinkProps {
  to: NonNullable<LinkProps['to']>
  /** What stands in the address of the page above, such as the site. */
  search: Readonly<Record<string, string>>
  children: string
}

/** The way up to a list whose address says what it is about. */
export function UpLink({ to, search, children }: UpLinkProps) {
  return (
    <div className="mx-auto mb-3 max-w-5xl">
      <Link
        to={to}
        search={search as never}
        className="inline-flex items-center gap-1 rounded text-sm text-soft hover:text-ink"
      >
        <ChevronLeft className="size-4" aria-hidden />
        {children}
      </Link>
    </div>
  )
}
