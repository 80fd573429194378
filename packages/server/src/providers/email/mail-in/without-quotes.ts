/**
 * What a person wrote anew, without the history below it. Only what stands at the end is cut off: who answers between the
 * lines of a quotation means both. Where nothing would be left, or nothing is known to be history, the text stays.
 */
export function withoutQuotes(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  const from = historyBegins(lines)
  const kept = trimEnd(dropQuotedEnd(lines.slice(0, from)))
  return kept.length === 0 ? text.trim() : kept.join('\n').trim()
}

/** "On Monday, X wrote:", as mail programs say it, in one line or folded into two. */
const WROTE =
  /^\s{0,3}(On|Am|Le|El|Em|Il|Op|Den|Dnia|W dniu|Pe|A) .{0,300}(?<!\p{L})(wrote|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|skrev|napisał\(?a?\)?|a scris|írta)(?!\p{L}).{0,100}:\s*$/iu
/** Outlook, Exchange and their like. */
const DIVIDER =
  /^\s*(-{2,}\s*(Original Message|Ursprüngliche Nachricht|Message d'origine|Mensaje original|Mensagem original|Messaggio originale|Forwarded message|Oorspronkelijk bericht)\s*-{2,}|_{20,})\s*$/i
const FROM_LINE = /^\s*\*?(From|Von|De|Da|Van|Från|Fra)\s?:\*?\s.{1,300}$/i
const SENT_LINE =
  /^\s*\*?(Sent|Date|Gesendet|Datum|Envoyé|Enviado|Enviada|Inviato|Data|Fecha|Verzonden|Skickat)\b.{0,20}:/i

/** History begins near the top. Who writes more than this is read to here, and who misleads so often is left alone. */
const MOST_LINES = 2_000
const MOST_LOOKS = 20

function historyBegins(lines: readonly string[]): number {
  let looks = 0
  const at = lines.slice(0, MOST_LINES).findIndex((line, index) => {
    if (DIVIDER.test(line)) return true
    if (FROM_LINE.test(line) && lines.slice(index + 1, index + 4).some((each) => SENT_LINE.test(each))) return true
    return saysWrote(line, lines[index + 1] ?? '') && ++looks <= MOST_LOOKS && isQuotedToTheEnd(lines.slice(index + 1))
  })
  return at === -1 ? lines.length : at
}

function saysWrote(line: string, next: string): boolean {
  if (line.length > 500 || next.length > 500) return false
  if (line.trimEnd().endsWith(':')) return WROTE.test(line)
  return next.trimEnd().endsWith(':') && WROTE.test(`${line} ${next}`)
}

/** Nobody answered between the lines: either nothing is marked as quoted, or all of it is, down to a signature. */
function isQuotedToTheEnd(rest: readonly string[]): boolean {
  const first = rest.findIndex(isQuoted)
  if (first === -1) return true
  const signature = rest.indexOf(SIGNATURE)
  return rest
    .slice(first, signature === -1 ? rest.length : signature)
    .every((line) => isQuoted(line) || line.trim() === '')
}

/** The line above a signature. */
const SIGNATURE = '-- '

function isQuoted(line: string): boolean {
  return /^\s{0,3}>/.test(line)
}

function dropQuotedEnd(lines: readonly string[]): string[] {
  let end = lines.length
  while (end > 0 && (isQuoted(lines[end - 1] ?? '') || (lines[end - 1] ?? '').trim() === '')) end--
  // Quoted lines at the end, and nothing else.
  return lines.slice(0, end)
}

function trimEnd(lines: readonly string[]): string[] {
  const signature = lines.lastIndexOf(SIGNATURE)
  return signature > 0 ? lines.slice(0, signature) : [...lines]
}
