import { ApiError } from '@posthorn/sdk'
import { CircleAlert } from 'lucide-react'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'

interface ErrorNoticeProps {
  error: Error
  onRetry?: () => void
  className?: string
}

/** What went wrong, in the words of the API, with the request's id to ask about it. */
export function ErrorNotice({ error, onRetry, className }: ErrorNoticeProps) {
  const requestId = error instanceof ApiError ? error.requestId : null
  return (
    <div role="alert" className={classNames('flex gap-3 rounded-xl bg-bad-soft p-4 text-sm text-bad', className)}>
      <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="break-words">{error.message}</p>
        {requestId !== null && <p className="mt-1 font-mono text-xs">{requestId}</p>}
        {onRetry && (
          <Button look="secondary" className="mt-3" onClick={onRetry}>
            Try again
          </Button>
        )}
      </div>
    </div>
  )
}
