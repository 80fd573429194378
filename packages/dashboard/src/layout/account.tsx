import { BookOpen, LogOut } from 'lucide-react'
import { useMe } from '../session/me.ts'
import { storedKey } from '../session/stored-key.ts'
import { Badge } from '../ui/badge.tsx'
import { IconButton } from '../ui/button.tsx'
import { ThemeSwitch } from './theme-switch.tsx'

/** Whose key this is, at the foot of the navigation. */
export function Account() {
  const me = useMe()
  return (
    <div className="space-y-3">
      <div className="rounded-xl border border-line bg-surface p-3">
        <p className="truncate text-sm font-medium" title={me.workspace_id}>
          {me.workspace_name}
        </p>
        <p className="truncate text-xs text-faint" title={me.key_id}>
          Key: {me.key_name}
        </p>
        <p className="mt-2 flex flex-wrap gap-1.5">
          <Badge tone={me.environment === 'production' ? 'warn' : 'info'}>{me.environment}</Badge>
          {me.test && <Badge>test key</Badge>}
        </p>
      </div>
      <div className="flex items-center justify-between">
        <ThemeSwitch />
        <span className="flex">
          <a
            href="/docs"
            target="_blank"
            rel="noreferrer"
            aria-label="API reference, in a new tab"
            title="API reference"
            className="inline-flex size-8 items-center justify-center rounded-lg text-faint hover:bg-sunken hover:text-ink"
          >
            <BookOpen className="size-4" aria-hidden />
          </a>
          <IconButton label="Sign out" onClick={() => storedKey.clear()}>
            <LogOut className="size-4" aria-hidden />
          </IconButton>
        </span>
      </div>
    </div>
  )
}
