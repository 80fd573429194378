import { Progress } from '../ui/progress.tsx'
import { stepNames } from './document-words.ts'
import type { Document } from './documents.ts'

/** How far the reading of a document is; nothing where it is not being read. */
export function DocumentProgress({ document }: { document: Document }) {
  if (document.readiness !== 'processing') return null
  const step = document.step === null ? 'being read' : stepNames[document.step]
  return (
    <div className="mt-1.5 max-w-md">
      <p className="mb-1 flex justify-between gap-3 text-xs text-soft">
        <span>{document.version > 1 ? `Version ${document.version}: ${step}` : step}</span>
        <span className="tabular-nums">{document.progress}%</span>
      </p>
      <Progress percent={document.progress} label={`Reading ${document.title}`} />
    </div>
  )
}
