import { CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

const looks = {
  ok: ['bg-ok-soft text-ok', CircleCheck],
  info: ['bg-info-soft text-info', Info],
  warn: ['bg-warn-soft text-warn', TriangleAlert],
  bad: ['bg-bad-soft text-bad', TriangleAlert],
} as const

/** Something that has to be known on this page. */
export function Notice({
  tone = 'info',
  children,
  className,
}: {
  tone?: keyof typeof looks
  children: ReactNode
  className?: string
}) {
  const [look, Icon] = looks[tone]
  return (
    <div className={classNames('flex gap-3 rounded-xl px-4 py-3 text-sm', look, className)}>
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div className="min-w-0 flex-1 break-words">{children}</div>
    </div>
  )
}
