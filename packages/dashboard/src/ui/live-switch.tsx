import { classNames } from './class-names.ts'

/** Whether the page looks again by itself. */
export function LiveSwitch({ live, onChange }: { live: boolean; onChange: (live: boolean) => void }) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={live}
      onClick={() => onChange(!live)}
      className="inline-flex items-center gap-2 rounded-lg border border-line-strong bg-surface px-3 py-1.5 text-sm hover:bg-sunken"
    >
      <span
        aria-hidden
        className={classNames('size-2 rounded-full', live ? 'bg-ok motion-safe:animate-pulse' : 'bg-line-strong')}
      />
      {live ? 'Live' : 'Paused'}
    </button>
  )
}
