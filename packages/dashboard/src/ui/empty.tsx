import type { ReactNode } from 'react'

/** Nothing here yet, and what to do about it. */
export function Empty({
  icon,
  title,
  children,
  action,
}: {
  icon: ReactNode
  title: string
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="flex flex-col items-center px-6 py-14 text-center">
      <div aria-hidden className="mb-4 flex size-12 items-center justify-center rounded-2xl bg-brand-soft text-ink">
        {icon}
      </div>
      <h2 className="font-semibold">{title}</h2>
      <div className="mt-1 max-w-md text-sm text-soft">{children}</div>
      {action && <div className="mt-5">{action}</div>}
    </div>
  )
}
