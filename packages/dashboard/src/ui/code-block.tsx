import { classNames } from './class-names.ts'
import { CopyIcon } from './copy.tsx'

/** Text as it is, with a button to copy it. It can be scrolled with the keyboard. */
export function CodeBlock({ text, label, className }: { text: string; label: string; className?: string }) {
  return (
    <div className={classNames('relative min-w-0 rounded-xl border border-line bg-sunken', className)}>
      <pre
        tabIndex={0}
        aria-label={label}
        className="max-h-96 overflow-auto rounded-xl p-4 pr-12 font-mono text-xs leading-relaxed"
      >
        <code>{text}</code>
      </pre>
      <div className="absolute top-2 right-2 rounded-lg bg-sunken">
        <CopyIcon text={text} label={`Copy ${label}`} />
      </div>
    </div>
  )
}
