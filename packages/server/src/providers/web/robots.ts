/** The Robots Exclusion Protocol (RFC 9309). */

interface Rule {
  readonly allow: boolean
  readonly pattern: string
}

export type Robots = readonly Rule[]

/** What is read of a robots.txt (RFC 9309, 2.5 asks for at least as much). */
export const MOST_ROBOTS_BYTES = 500 * 1024
/** Beyond these nobody means a page: rules are matched on the thread that serves. */
const MOST_RULES = 1_000
const MOST_PATTERN = 256
const MOST_PATH = 2_048

/**
 * The rules for a robot: of all groups that name it, or else of those for everybody (2.2.1).
 * @param token the robot's product token, in lower case
 */
export function parseRobots(text: string, token: string): Robots {
  const own: Rule[] = []
  const everybodys: Rule[] = []
  let isNamed = false
  let names = new Set<string>()
  let inRules = false
  for (const line of text.slice(0, MOST_ROBOTS_BYTES).split(/\r\n?|\n/)) {
    const [, key = '', rawValue = ''] = /^[ \t]*([a-z-]{1,20})[ \t]*:(.*)$/i.exec(line.split('#', 1)[0] ?? '') ?? []
    const value = rawValue.trim()
    const field = key.toLowerCase()
    if (field === 'user-agent') {
      if (inRules) names = new Set()
      inRules = false
      names.add((/^[a-z_-]+|\*/i.exec(value)?.[0] ?? '').toLowerCase())
      if (names.has(token)) isNamed = true
    } else if (field === 'allow' || field === 'disallow') {
      inRules = true
      // A rule without a path says nothing; "Disallow:" is how people write that all is allowed.
      if (value === '') continue
      const rule = { allow: field === 'allow', pattern: octets(value).replace(/\*{2,}/g, '*') }
      // Too long to be matched: what is forbidden is then forbidden more widely, what is allowed is left out.
      if (rule.pattern.length > MOST_PATTERN && rule.allow) continue
      const cut = { allow: rule.allow, pattern: rule.pattern.slice(0, MOST_PATTERN) }
      if (names.has(token) && own.length < MOST_RULES) own.push(cut)
      if (names.has('*') && everybodys.length < MOST_RULES) everybodys.push(cut)
    }
  }
  return isNamed ? own : everybodys
}

/** Whether a path, with its query, may be fetched: the longest rule that matches decides, and between equals the one that allows (2.2.2). */
export function isAllowed(robots: Robots, path: string): boolean {
  const asked = octets(path.slice(0, MOST_PATH))
  let best: Rule | null = null
  for (const rule of robots) {
    const isLonger = best === null || rule.pattern.length > best.pattern.length
    const isEqual = best !== null && rule.pattern.length === best.pattern.length && rule.allow
    if ((isLonger || isEqual) && matches(rule.pattern, asked)) best = rule
  }
  return best?.allow ?? true
}

/** `*` stands for anything, `$` at the end for the end; without it the rest of a path does not matter. */
function matches(pattern: string, path: string): boolean {
  const isWhole = pattern.endsWith('$')
  const pieces = (isWhole ? pattern.slice(0, -1) : pattern).split('*')
  const [first = '', ...rest] = pieces
  if (!path.startsWith(first)) return false
  if (rest.length === 0) return !isWhole || path.length === first.length
  const last = isWhole ? (rest.pop() ?? '') : ''
  let at = first.length
  for (const piece of rest) {
    const found = path.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  return !isWhole || (path.length - last.length >= at && path.endsWith(last))
}

/** Spelled alike on both sides (2.2.2): what is no plain character as escaped octets, escapes of plain ones undone. */
function octets(path: string): string {
  return path
    .replace(/%([0-9a-f]{2})/gi, (whole, hex: string) => {
      const character = String.fromCharCode(Number.parseInt(hex, 16))
      return /[\w.~-]/.test(character) ? character : whole.toUpperCase()
    })
    .replace(/[^\u0021-\u007e]+/g, (run) => encodeURIComponent(run.toWellFormed()))
}
