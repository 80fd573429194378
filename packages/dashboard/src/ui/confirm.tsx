import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { Dialog, DialogActions } from './dialog.tsx'
import { ErrorNotice } from './error-notice.tsx'

interface ConfirmProps {
  title: string
  children: ReactNode
  action: string
  /** The words of the way out. */
  dismiss?: string
  danger?: boolean
  busy: boolean
  error: Error | null
  onConfirm: () => void
  onClose: () => void
}

/** Asks before what cannot be taken back. */
export function Confirm({
  title,
  children,
  action,
  dismiss = 'Cancel',
  danger = false,
  busy,
  error,
  onConfirm,
  onClose,
}: ConfirmProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="space-y-3 text-sm text-soft">{children}</div>
      {error && <ErrorNotice error={error} className="mt-4" />}
      <DialogActions>
        <Button look="quiet" onClick={onClose}>
          {dismiss}
        </Button>
        <Button look={danger ? 'danger' : 'primary'} busy={busy} onClick={onConfirm}>
          {action}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
