import type { RawFile } from '../../domain/documents/port.ts'
import { decodeText } from './decode-text.ts'
import type { ReadText } from './file-content.ts'

/** Text that a person wrote as it is: what resembles Markdown in it is structure. */
export function readPlainText(file: RawFile): ReadText {
  return { title: null, content: decodeText(file) }
}

/** Markdown stays what it is, but for its comments, which its readers do not see. */
export function readMarkdown(file: RawFile): ReadText {
  const content = withoutComments(decodeText(file).replace(/\r\n?/g, '\n'))
  return { title: titleOf(content), content }
}

const MOST_FRONT_MATTER = 20_000

/** `title` of the front matter, or the first heading where it stands before any text. */
function titleOf(content: string): string | null {
  const front = content.startsWith('---\n') ? content.indexOf('\n---\n', 3) : -1
  if (front > 0 && front < MOST_FRONT_MATTER) {
    const title = /^title:[ \t]*(\S.*)$/im.exec(content.slice(4, front))?.[1]?.trim()
    const bare = title?.replace(/^(["'])(.*)\1$/, '$2')
    if (bare) return bare
  }
  const [first = '', second = ''] = content
    .slice(front > 0 ? front + 5 : 0)
    .slice(0, 5_000)
    .trimStart()
    .split('\n', 2)
  const heading = /^#[ \t]+(\S.*)$/.exec(first)?.[1] ?? (/^=+[ \t]*$/.test(second) ? first : null)
  return heading?.replace(/[ \t]+#+[ \t]*$/, '').trim() || null
}

/** Leaves out `<!-- … -->`, but not in code. One that is never closed is text. */
function withoutComments(content: string): string {
  if (!content.includes('<!--')) return content
  const kept: string[] = []
  // Between fences nothing is a comment: even pieces are text, odd ones code.
  const pieces = content.split(/^ {0,3}(?=```|~~~)/m)
  pieces.forEach((piece, index) => kept.push(index % 2 === 0 ? cutComments(piece) : piece))
  return kept.join('')
}

function cutComments(text: string): string {
  let rest = ''
  let from = 0
  for (;;) {
    const start = text.indexOf('<!--', from)
    const end = start < 0 ? -1 : text.indexOf('-->', start)
    if (end < 0) return rest + text.slice(from)
    rest += text.slice(from, start)
    from = end + 3
  }
}
