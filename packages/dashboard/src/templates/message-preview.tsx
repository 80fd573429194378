import { ExternalLink, FileText, Image, MapPin, Phone, Reply, SquareStack, Video } from 'lucide-react'
import type { ReactNode } from 'react'
import { type Component, type Piece, type Preview, readComponents } from './read-components.ts'

const mediaIcons: Readonly<Record<string, typeof Image>> = {
  image: Image,
  video: Video,
  document: FileText,
  location: MapPin,
}

const buttonIcons: Readonly<Record<string, typeof Image>> = {
  URL: ExternalLink,
  PHONE_NUMBER: Phone,
  QUICK_REPLY: Reply,
}

/** What a contact would see, with the examples in place of the variables. */
export function MessagePreview({ components }: { components: readonly Component[] }) {
  const { header, body, footer, buttons } = readComponents(components)
  return (
    <figure className="w-full max-w-sm" aria-label="Preview of the message">
      <div className="rounded-2xl rounded-tl-sm border border-line bg-sunken px-4 py-3 text-sm">
        {header && <Header header={header} />}
        <p className="break-words whitespace-pre-wrap">
          {body.length === 0 ? <span className="text-faint">No text yet.</span> : <Pieces pieces={body} />}
        </p>
        {footer !== null && <p className="mt-2 text-xs break-words text-faint">{footer}</p>}
      </div>
      {buttons.length > 0 && (
        <ul aria-label="Buttons" className="mt-1.5 space-y-1.5">
          {buttons.map((button, index) => (
            <ButtonOf key={index} button={button} />
          ))}
        </ul>
      )}
    </figure>
  )
}

function Header({ header: { pieces, media } }: { header: NonNullable<Preview['header']> }) {
  if (media === null)
    return (
      <p className="mb-1.5 font-semibold break-words">
        <Pieces pieces={pieces} />
      </p>
    )
  const Icon = mediaIcons[media] ?? SquareStack
  return (
    <p className="mb-2 flex items-center justify-center gap-2 rounded-xl bg-surface py-6 text-xs text-soft">
      <Icon className="size-4" aria-hidden />
      {media}
    </p>
  )
}

function Pieces({ pieces }: { pieces: readonly Piece[] }): ReactNode {
  return pieces.map(({ text, variable }, index) =>
    variable === null ? (
      <span key={index}>{text}</span>
    ) : (
      <mark key={index} title={`{{${variable}}}`} className="rounded bg-brand-soft px-1 text-ink">
        {text}
      </mark>
    ),
  )
}

function ButtonOf({ button: { type, text, detail } }: { button: Preview['buttons'][number] }) {
  const Icon = buttonIcons[type] ?? SquareStack
  return (
    <li className="rounded-xl border border-line bg-surface px-4 py-2 text-center text-sm">
      <span className="inline-flex items-center gap-2 font-medium text-link">
        <Icon className="size-4 shrink-0" aria-hidden />
        {text}
      </span>
      {detail !== null && <span className="block font-mono text-xs break-all text-faint">{detail}</span>}
    </li>
  )
}
