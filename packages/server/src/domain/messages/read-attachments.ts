import type { BodyOf } from '@posthorn/contract'

import { ApiError, invalid } from '../../kernel/api-error.ts'
import type { Attachment } from './content.ts'

/** Mail servers refuse more; base64 makes it a third larger on the way. */
export const MOST_ATTACHED_BYTES = 10 * 1024 * 1024

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/
const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(\s*;\s*[\w-]+=("[^"\\]*"|[^\s;"]+))*$/
/** What makes a name read otherwise than it is: `invoice` and `fdp.exe`, turned round, is shown as `invoiceexe.pdf`. */
const TURNS_TEXT = /[\u200E\u200F\u202A-\u202E\u2066-\u2069]/

/**
 * Endings that large mailbox providers refuse, whatever stands in the file: the mail would bounce, and count against its
 * sender. An archive of such files they open, and refuse as well.
 */
const EXECUTABLE = new Set(
  `ade adp apk app appx appxbundle bat cab chm cmd com cpl diagcab diagcfg diagpkg dll dmg exe ex_ hta img ins iso isp
   jar jnlp js jse lib lnk mde mjs msc msi msix msixbundle msp mst nsh pif ps1 reg scr sct shb sys vb vbe vbs vhd vhdx vxd
   wsc wsf wsh xll`.split(/\s+/),
)
const EXECUTABLE_TYPE =
  /^application\/(x-(msdownload|msdos-program|dosexec|executable|msi|ms-shortcut|bat|hta)|vnd\.microsoft\.portable-executable|hta|java-archive|vnd\.android\.package-archive)\b/i

type GivenAttachment = NonNullable<BodyOf<'email.send'>['attachments']>[number]

/** Reads the attachments of a call, or says which of them is wrong and what to do. */
export function readAttachments(given: readonly GivenAttachment[]): Attachment[] {
  const attachments = given.map((each, index) => readAttachment(each, `attachments[${index}]`))
  const sizes = attachments.map(bytesOf)
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  if (bytes <= MOST_ATTACHED_BYTES) return attachments
  const largest = sizes.indexOf(Math.max(...sizes))
  throw new ApiError('ATTACHMENTS_TOO_LARGE', {
    param: sizes.some((size) => size > MOST_ATTACHED_BYTES) ? `attachments[${largest}].content` : 'attachments',
    words: {
      bytes,
      limit_bytes: MOST_ATTACHED_BYTES,
      filename: attachments[largest]?.filename ?? '',
      largest_bytes: sizes[largest] ?? 0,
    },
  })
}

function readAttachment(given: GivenAttachment, at: string): Attachment {
  const content = given.content.replace(/\s/g, '')
  if (content.length % 4 !== 0 || !BASE64.test(content))
    throw invalid(`${at}.content`, 'it is not base64; encode the whole file')
  if (content === '') throw invalid(`${at}.content`, 'the file is empty; leave the attachment out')
  const problem = problemOfName(given.filename)
  if (problem !== null) throw invalid(`${at}.filename`, problem)
  if (!MEDIA_TYPE.test(given.content_type))
    throw invalid(`${at}.content_type`, 'it must be a media type such as application/pdf')
  // These are not files but mails in mails, which have to be built otherwise (RFC 2046, 5).
  if (/^(multipart|message)\//i.test(given.content_type))
    throw invalid(`${at}.content_type`, 'multipart and message are no files; send a mail as application/octet-stream')
  if (EXECUTABLE_TYPE.test(given.content_type))
    throw invalid(`${at}.content_type`, 'mail servers refuse programs; send a link to it')
  return { filename: given.filename, contentType: given.content_type, content }
}

function problemOfName(filename: string): string | null {
  if (/[/\\\p{Cc}]/u.test(filename)) return 'it must be a name without slashes or control characters'
  if (TURNS_TEXT.test(filename)) return 'it must not hold characters that turn the direction of text'
  if (filename.trim() === '' || /^\.+$/.test(filename.trim())) return 'it must be a name such as invoice.pdf'
  // Windows leaves out dots and spaces at the end, and so do those who look for endings.
  const ending = /\.([^.]+)$/.exec(filename.replace(/[. ]+$/, ''))?.[1]?.toLowerCase()
  return ending !== undefined && EXECUTABLE.has(ending)
    ? `mail servers refuse programs (.${ending}), in archives too; send a link to it`
    : null
}

/** Of the file itself. */
function bytesOf({ content }: Attachment): number {
  return (content.length / 4) * 3 - (content.endsWith('==') ? 2 : content.endsWith('=') ? 1 : 0)
}
