import type { Scope } from '@posthorn/sdk'
import { Send } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMe, useMissingScope } from '../session/me.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { unplaced } from '../ui/field-fault.ts'

interface SendFormProps {
  scope: Scope
  busy: boolean
  error: Error | null
  missing: string | null
  /** Whose faults stand beside them. */
  fields: readonly string[]
  onSend: () => void
  children: ReactNode
}

/** The frame of the three forms. */
export function SendForm({ scope, busy, error, missing, fields, onSend, children }: SendFormProps) {
  const me = useMe()
  const notice = unplaced(error, fields)
  const reason = useMissingScope(scope) ?? missing
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (reason === null) onSend()
      }}
    >
      {children}
      {notice && <ErrorNotice error={notice} />}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" icon={<Send className="size-4" aria-hidden />} busy={busy} reason={reason}>
          Send
        </Button>
        {me.test && <p className="text-xs text-faint">This is a test key: it only simulates.</p>}
      </div>
    </form>
  )
}
