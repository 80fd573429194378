import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { Dialog, DialogActions } from './dialog.tsx'
import { ErrorNotice } from './error-notice.tsx'

interface FormDialogProps {
  title: string
  children: ReactNode
  /** What the button says that does it. */
  action: string
  busy: boolean
  /** Why it cannot be done yet; null: it can. */
  reason: string | null
  /** What went wrong and belongs to no field. */
  notice: Error | null
  onSubmit: (form: HTMLFormElement) => void
  onClose: () => void
  wide?: boolean
}

/** A dialog that asks for something and does it, or says why not and stays. */
export function FormDialog({
  title,
  children,
  action,
  busy,
  reason,
  notice,
  onSubmit,
  onClose,
  wide,
}: FormDialogProps) {
  return (
    <Dialog title={title} onClose={onClose} {...(wide === undefined ? {} : { wide })}>
      <form
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (reason === null) onSubmit(event.currentTarget)
        }}
      >
        {children}
        {notice && <ErrorNotice error={notice} />}
        <DialogActions>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" look="primary" busy={busy} reason={reason}>
            {action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
