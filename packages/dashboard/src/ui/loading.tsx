/** Grey lines where rows will be. */
export function LoadingRows({ rows = 4 }: { rows?: number }) {
  return (
    <div role="status" aria-label="Loading" className="divide-y divide-line">
      {Array.from({ length: rows }, (_row, index) => (
        <div key={index} className="flex items-center gap-4 px-5 py-4">
          <div className="h-4 w-20 rounded-full bg-sunken motion-safe:animate-pulse" />
          <div className="h-4 flex-1 rounded-full bg-sunken motion-safe:animate-pulse" />
          <div className="h-4 w-16 rounded-full bg-sunken motion-safe:animate-pulse" />
        </div>
      ))}
    </div>
  )
}
