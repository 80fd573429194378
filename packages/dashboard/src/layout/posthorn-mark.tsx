/** A post horn on its yellow. */
export function PosthornMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden>
      <rect width="32" height="32" rx="8" fill="#ffca28" />
      <g fill="none" stroke="#1d1b16" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round">
        <circle cx="14" cy="17.5" r="5.4" />
        <path d="M5.5 12.1h9.2c3.6 0 6.2-1.5 11.3-5.1v11.2c-2.6-2.6-4.6-4.2-7.2-5.4" />
      </g>
    </svg>
  )
}
