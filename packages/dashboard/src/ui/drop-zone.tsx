import { Upload } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'

interface DropZoneProps {
  onFiles: (files: File[]) => void
  /** Why nothing can be dropped now; null: it can. */
  reason: string | null
  words: string
  children: ReactNode
}

/** Takes files that are dragged over it. For the keyboard there is a button elsewhere that does the same. */
export function DropZone({ onFiles, reason, words, children }: DropZoneProps) {
  const [over, setOver] = useState(false)
  useFilesStayHere()
  const holdsFiles = (event: React.DragEvent) => reason === null && event.dataTransfer.types.includes('Files')
  return (
    <div
      className="relative"
      onDragEnter={(event) => {
        if (holdsFiles(event)) setOver(true)
      }}
      onDragOver={(event) => {
        if (holdsFiles(event)) event.preventDefault()
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      }}
      onDrop={(event) => {
        setOver(false)
        if (!holdsFiles(event)) return
        event.preventDefault()
        onFiles([...event.dataTransfer.files])
      }}
    >
      {children}
      {over && (
        <div className="pointer-events-none absolute inset-0 z-10 flex items-start justify-center rounded-2xl border-2 border-dashed border-focus bg-info-soft/90 p-8">
          <p className="flex items-center gap-2 font-medium text-info">
            <Upload className="size-5" aria-hidden />
            {words}
          </p>
        </div>
      )}
    </div>
  )
}

/** A file dropped beside the place for it would be opened by the browser in place of the page. */
function useFilesStayHere(): void {
  useEffect(() => {
    const keep = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files') === true && !event.defaultPrevented) {
        event.preventDefault()
        event.dataTransfer.dropEffect = 'none'
      }
    }
    window.addEventListener('dragover', keep)
    window.addEventListener('drop', keep)
    return () => {
      window.removeEventListener('dragover', keep)
      window.removeEventListener('drop', keep)
    }
  }, [])
}
