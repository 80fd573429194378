import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export function Card({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div className={classNames('rounded-2xl border border-line bg-surface shadow-card', className)}>{children}</div>
  )
}

/** A card with a heading, a line of explanation and room for buttons. */
export function Section(props: { title: string; description?: ReactNode; actions?: ReactNode; children?: ReactNode }) {
  const { title, description, actions, children } = props
  return (
    <Card className="p-5 sm:p-6">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="font-semibold">{title}</h2>
          {description && <div className="mt-1 text-sm text-soft">{description}</div>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {children && <div className="mt-5 empty:hidden">{children}</div>}
    </Card>
  )
}

/** Name and value pairs. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
      {children}
    </dl>
  )
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-faint">{name}</dt>
      <dd className="mt-0.5 min-w-0 text-sm break-words">{children}</dd>
    </div>
  )
}
