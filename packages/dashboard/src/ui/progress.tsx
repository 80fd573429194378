/** How far something is, 0 to 100. */
export function Progress({ percent, label }: { percent: number; label: string }) {
  return (
    <span
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className="block h-1.5 w-full overflow-hidden rounded-full bg-sunken ring-1 ring-line ring-inset"
    >
      <span
        className="block h-full rounded-full bg-info transition-[width] duration-500"
        style={{ width: `${Math.max(percent, 2)}%` }}
      />
    </span>
  )
}
