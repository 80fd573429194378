import { useEffect, useRef } from 'react'
import { classNames } from '../ui/class-names.ts'
import { headingLines, type ReadLine, readLines, type Span } from './read-lines.ts'

interface TextViewProps {
  text: string
  /** What is shown marked, and scrolled to. */
  spans?: readonly Span[]
  /** Headings that the quote stands under; they are set off. */
  headings?: readonly string[]
  label: string
  className?: string
}

/** A document's text as it is kept. It can be scrolled with the keyboard. */
export function TextView({ text, spans = noSpans, headings = noHeadings, label, className }: TextViewProps) {
  const box = useRef<HTMLDivElement>(null)
  const place = spans.map(({ start, end }) => `${start}-${end}`).join()
  useEffect(() => {
    const mark = box.current?.querySelector('mark')
    // Not scrollIntoView, which would move the page as well.
    if (box.current && mark) box.current.scrollTop = mark.offsetTop - box.current.clientHeight / 3
  }, [place, text])
  const lines = readLines(text, spans)
  const above = headingLines(lines, headings)
  return (
    <div
      ref={box}
      tabIndex={0}
      role="region"
      aria-label={label}
      className={classNames(
        'relative max-h-[32rem] overflow-auto rounded-xl border border-line bg-sunken px-4 py-3 text-sm leading-relaxed break-words whitespace-pre-wrap sm:px-5 sm:py-4',
        className,
      )}
    >
      {lines.map((line, index) => (
        <TextLine key={index} line={line} isAbove={above.has(index)} />
      ))}
    </div>
  )
}

const noSpans: readonly Span[] = []
const noHeadings: readonly string[] = []

function TextLine({ line: { heading, isTable, pieces }, isAbove }: { line: ReadLine; isAbove: boolean }) {
  return (
    <div
      className={classNames(
        'min-h-[1lh]',
        heading === 1 && 'text-base font-semibold',
        heading > 1 && 'font-semibold',
        isAbove && '-mx-2 rounded-sm bg-brand-soft px-2',
        isTable && 'font-mono text-xs leading-relaxed',
      )}
    >
      {pieces.map(({ text, marked }, index) =>
        marked ? (
          <mark key={index} className="rounded-sm bg-brand px-0.5 text-[#1d1b16]">
            {text}
          </mark>
        ) : (
          <span key={index}>{text}</span>
        ),
      )}
    </div>
  )
}
