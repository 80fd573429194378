import { useMemo } from 'react'
import { classNames } from '../ui/class-names.ts'
import { type ComparedLine, compareTexts } from './compare-texts.ts'

interface ChangesViewProps {
  before: string
  after: string
  label: string
}

/** What changed between two texts: lines that went, lines that came, and a little of what stands around them. */
export function ChangesView({ before, after, label }: ChangesViewProps) {
  const { added, removed, lines } = useMemo(() => compareTexts(before, after), [before, after])
  if (added === 0 && removed === 0) return <p className="text-sm text-soft">The text is the same.</p>
  return (
    <div>
      <p className="mb-2 text-xs text-faint">
        <span className="text-bad">{counted(removed)} removed</span>,{' '}
        <span className="text-ok">{counted(added)} added</span>
      </p>
      <div
        tabIndex={0}
        role="region"
        aria-label={label}
        className="max-h-[32rem] overflow-auto rounded-xl border border-line bg-surface py-1 text-sm leading-relaxed"
      >
        {lines.map((line, index) =>
          line.kind === 'skipped' ? (
            <p key={index} className="my-1 bg-sunken px-4 py-0.5 text-xs text-faint">
              {counted(line.lines)} unchanged
            </p>
          ) : (
            <ChangedLine key={index} line={line} />
          ),
        )}
      </div>
    </div>
  )
}

const counted = (lines: number): string => `${lines.toLocaleString('en')} ${lines === 1 ? 'line' : 'lines'}`

const looks = {
  same: { mark: ' ', word: '', line: 'text-soft', change: '' },
  removed: { mark: '−', word: 'Removed: ', line: 'bg-bad-soft text-bad', change: 'bg-bad/20 line-through' },
  added: { mark: '+', word: 'Added: ', line: 'bg-ok-soft text-ok', change: 'bg-ok/20 font-medium' },
} as const

function ChangedLine({ line: { kind, pieces } }: { line: ComparedLine }) {
  const { mark, word, line, change } = looks[kind]
  return (
    <div className={classNames('flex gap-3 px-4', line)}>
      <span aria-hidden className="w-3 shrink-0 text-center font-mono select-none">
        {mark}
      </span>
      <span className="min-w-0 flex-1 break-words whitespace-pre-wrap">
        <span className="sr-only">{word}</span>
        {pieces.map(({ text, changed }, index) => (
          <span key={index} className={changed ? classNames('rounded-sm', change) : undefined}>
            {text}
          </span>
        ))}
      </span>
    </div>
  )
}
