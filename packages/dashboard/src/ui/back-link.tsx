import { Link, type LinkProps } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'

/** The way up, above the heading of a page. */
export function BackLink({ to, children }: { to: NonNullable<LinkProps['to']>; children: string }) {
  return (
    <div className="mx-auto mb-3 max-w-5xl">
      <Link to={to} className="inline-flex items-center gap-1 rounded text-sm text-soft hover:text-ink">
        <ChevronLeft className="size-4" aria-hidden />
        {children}
      </Link>
    </div>
  )
}
