import { TriangleAlert } from 'lucide-react'
import { CopyButton } from './copy.tsx'

/** Something that is shown this once. It lives in the page's memory only, and is gone when it is left. */
export function SecretReveal({ label, secret }: { label: string; secret: string }) {
  return (
    <div className="rounded-xl border border-brand bg-brand-soft p-4">
      <p className="flex items-center gap-2 text-sm font-medium">
        <TriangleAlert className="size-4 shrink-0" aria-hidden />
        Copy it now: it cannot be shown again.
      </p>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <input
          readOnly
          aria-label={label}
          value={secret}
          onFocus={(event) => event.target.select()}
          className="min-w-0 flex-1 basis-60 rounded-lg border border-line-strong bg-surface px-3 py-1.5 font-mono text-xs"
        />
        <CopyButton text={secret} label="Copy" />
      </div>
    </div>
  )
}
