import { CopyIcon } from './copy.tsx'

/** A value to be entered elsewhere, whole, with a button to copy it. */
export function CopyLine({ text, label }: { text: string; label: string }) {
  return (
    <span className="flex min-w-0 items-start gap-1 rounded-lg border border-line bg-sunken py-1 pr-1 pl-3">
      <span className="min-w-0 flex-1 py-1 font-mono text-xs leading-relaxed break-all">{text}</span>
      <CopyIcon text={text} label={label} />
    </span>
  )
}
