import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorNotice } from './error-notice.tsx'
import { LoadingRows } from './loading.tsx'

interface AnswerProps<Data> {
  of: UseQueryResult<Data>
  rows?: number
  children: (data: Data) => ReactNode
}

/** A query's answer: rows of grey until it comes, the error if none does. An old answer stays while a new one fails. */
export function Answer<Data>({ of: query, rows, children }: AnswerProps<Data>) {
  if (query.data !== undefined) {
    return (
      <>
        {query.error && <ErrorNotice error={query.error} className="m-4" />}
        {children(query.data)}
      </>
    )
  }
  if (query.error) return <ErrorNotice error={query.error} className="m-4" onRetry={() => void query.refetch()} />
  return <LoadingRows {...(rows === undefined ? {} : { rows })} />
}
