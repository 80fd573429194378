import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useState } from 'react'
import { createPortal } from 'react-dom'
import { classNames } from './class-names.ts'
import { TipPlace } from './tip.tsx'

interface DialogProps {
  title: string
  children: ReactNode
  onClose: () => void
  wide?: boolean
  /** False where closing by accident would lose something that is shown once. */
  dismissible?: boolean
}

/** The browser's own dialog: it keeps the focus in and gives it back, and Escape closes it. Mounted is open. */
export function Dialog({ title, children, onClose, wide = false, dismissible = true }: DialogProps) {
  const [dialog, setDialog] = useState<HTMLDialogElement | null>(null)
  const titleId = useId()
  useEffect(() => {
    dialog?.showModal()
    return () => dialog?.close()
  }, [dialog])
  // Out of the page's flow, so that an open dialog moves nothing of what is behind it.
  return createPortal(
    <dialog
      ref={setDialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        if (dismissible) onClose()
      }}
      onMouseDown={(event) => {
        if (dismissible && event.target === dialog) onClose()
      }}
      className={classNames(
        'w-[calc(100vw-2rem)] rounded-2xl border border-line bg-surface p-0 text-ink shadow-card',
        wide ? 'max-w-2xl' : 'max-w-lg',
      )}
    >
      <TipPlace value={dialog}>
        <h2 id={titleId} className="px-6 pt-5 pr-14 text-lg font-semibold tracking-tight">
          {title}
        </h2>
        <div className="px-6 pt-3 pb-6">{children}</div>
        {/* Last, so that the dialog opens with the focus in what it is about. */}
        {dismissible && (
          <button
            type="button"
            aria-label="Close"
            title="Close"
            onClick={onClose}
            className="absolute top-4 right-4 rounded-lg p-2 text-faint hover:bg-sunken hover:text-ink"
          >
            <X className="size-4" aria-hidden />
          </button>
        )}
      </TipPlace>
    </dialog>,
    document.body,
  )
}

export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="mt-6 flex flex-wrap justify-end gap-2">{children}</div>
}
