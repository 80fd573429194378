import type { PageMeta } from '@posthorn/sdk'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { Button } from './button.tsx'

/** Nothing where there is one page. */
export function Pager({ meta, onPage }: { meta: PageMeta; onPage: (page: number) => void }) {
  if (meta.total_pages <= 1 && meta.page === 1) return null
  return (
    <nav
      aria-label="Pages"
      className="flex items-center justify-between gap-3 border-t border-line px-4 py-3 text-sm text-soft"
    >
      <Button
        icon={<ChevronLeft className="size-4" aria-hidden />}
        reason={meta.page <= 1 ? 'This is the first page.' : null}
        onClick={() => onPage(meta.page - 1)}
      >
        Newer
      </Button>
      <span>
        Page {meta.page} of {Math.max(1, meta.total_pages)} · {meta.total.toLocaleString('en')} in all
      </span>
      <Button
        reason={meta.page >= meta.total_pages ? 'This is the last page.' : null}
        onClick={() => onPage(meta.page + 1)}
      >
        Older
        <ChevronRight className="size-4" aria-hidden />
      </Button>
    </nav>
  )
}
