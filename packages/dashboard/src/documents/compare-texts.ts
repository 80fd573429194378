/** What changed between two texts, line by line, and within a changed line word by word. */

export type ChangeKind = 'same' | 'removed' | 'added'

/** A run of words of one line. */
export interface Piece {
  readonly text: string
  readonly changed: boolean
}

export interface ComparedLine {
  readonly kind: ChangeKind
  readonly pieces: readonly Piece[]
}

/** Lines that did not change and are not shown. */
export interface Skipped {
  readonly kind: 'skipped'
  readonly lines: number
}

export interface Comparison {
  readonly added: number
  readonly removed: number
  readonly lines: readonly (ComparedLine | Skipped)[]
}

interface Step<Item> {
  readonly kind: ChangeKind
  readonly item: Item
}

/** Unchanged lines that are shown around a change. */
const around = 2
/** Above so many cells the table of the longest common subsequence takes too long: the middle is then shown as replaced. */
const mostCells = 4_000_000

export function compareTexts(before: string, after: string): Comparison {
  const steps = compare(before.split('\n'), after.split('\n'))
  const count = (kind: ChangeKind) => steps.filter((step) => step.kind === kind).length
  return { added: count('added'), removed: count('removed'), lines: fold(withWords(steps)) }
}

/** The shortest way from one list to the other: what goes stands before what comes. */
export function compare<Item>(before: readonly Item[], after: readonly Item[]): Step<Item>[] {
  let head = 0
  while (head < before.length && head < after.length && before[head] === after[head]) head++
  let tail = 0
  const room = Math.min(before.length, after.length) - head
  while (tail < room && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  const as = (kind: ChangeKind) => (item: Item) => ({ kind, item })
  return [
    ...before.slice(0, head).map(as('same')),
    ...compareMiddles(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...before.slice(before.length - tail).map(as('same')),
  ]
}

function compareMiddles<Item>(before: readonly Item[], after: readonly Item[]): Step<Item>[] {
  const width = after.length + 1
  if (before.length === 0 || after.length === 0 || (before.length + 1) * width > mostCells) {
    return [
      ...before.map((item) => ({ kind: 'removed' as const, item })),
      ...after.map((item) => ({ kind: 'added' as const, item })),
    ]
  }
  const common = commonFrom(before, after)
  const steps: Step<Item>[] = []
  let [row, column] = [0, 0]
  while (row < before.length || column < after.length) {
    const [old, fresh] = [before[row] as Item, after[column] as Item]
    const bothLeft = row < before.length && column < after.length
    if (bothLeft && old === fresh) {
      steps.push({ kind: 'same', item: old })
      row++
      column++
    } else if (
      column >= after.length ||
      (bothLeft && (common[(row + 1) * width + column] ?? 0) >= (common[row * width + column + 1] ?? 0))
    ) {
      steps.push({ kind: 'removed', item: old })
      row++
    } else {
      steps.push({ kind: 'added', item: fresh })
      column++
    }
  }
  return steps
}

/** At `row * width + column`: how much is common to what follows from there on. */
function commonFrom<Item>(before: readonly Item[], after: readonly Item[]): Uint32Array {
  const width = after.length + 1
  const common = new Uint32Array((before.length + 1) * width)
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      const at = row * width + column
      common[at] =
        before[row] === after[column]
          ? (common[at + width + 1] ?? 0) + 1
          : Math.max(common[at + width] ?? 0, common[at + 1] ?? 0)
    }
  }
  return common
}

/** Where as many lines went as came, they are taken for the same lines rewritten, and their words compared. */
function withWords(steps: readonly Step<string>[]): ComparedLine[] {
  const lines: ComparedLine[] = []
  for (let at = 0; at < steps.length;) {
    const removed = runOf(steps, at, 'removed')
    const added = runOf(steps, at + removed.length, 'added')
    if (removed.length > 0 && removed.length === added.length) {
      const pairs = removed.map((line, index) => compareWords(line, added[index] ?? ''))
      lines.push(...pairs.map(([old]) => old), ...pairs.map(([, fresh]) => fresh))
    } else {
      lines.push(...removed.map((text) => plain('removed', text)), ...added.map((text) => plain('added', text)))
    }
    at += removed.length + added.length
    const step = steps[at]
    if (removed.length + added.length === 0 && step) {
      lines.push(plain('same', step.item))
      at++
    }
  }
  return lines
}

function runOf(steps: readonly Step<string>[], from: number, kind: ChangeKind): string[] {
  let end = from
  while (steps[end]?.kind === kind) end++
  return steps.slice(from, end).map(({ item }) => item)
}

const plain = (kind: ChangeKind, text: string): ComparedLine => ({ kind, pieces: [{ text, changed: false }] })

function compareWords(before: string, after: string): readonly [ComparedLine, ComparedLine] {
  const steps = compare(before.split(/(?<=\s)/), after.split(/(?<=\s)/))
  const kept = steps.filter(({ kind, item }) => kind === 'same' && item.trim() !== '').length
  // Lines that share little are other lines: marks all over would only be in the way.
  if (kept * 3 < steps.length) return [plain('removed', before), plain('added', after)]
  return [lineOf('removed', steps), lineOf('added', steps)]
}

function lineOf(kind: 'removed' | 'added', steps: readonly Step<string>[]): ComparedLine {
  const pieces: { text: string; changed: boolean }[] = []
  for (const { kind: each, item } of steps) {
    if (each !== 'same' && each !== kind) continue
    const last = pieces.at(-1)
    if (last?.changed === (each === kind)) last.text += item
    else pieces.push({ text: item, changed: each === kind })
  }
  return { kind, pieces }
}

/** Leaves out what did not change, but for a little around each change. */
function fold(lines: readonly ComparedLine[]): (ComparedLine | Skipped)[] {
  const shown = new Set<number>()
  for (const [index, { kind }] of lines.entries()) {
    if (kind === 'same') continue
    for (let near = index - around; near <= index + around; near++) shown.add(near)
  }
  const folded: (ComparedLine | Skipped)[] = []
  for (const [index, line] of lines.entries()) {
    if (shown.has(index)) {
      folded.push(line)
      continue
    }
    const last = folded.at(-1)
    if (last?.kind === 'skipped') folded[folded.length - 1] = { kind: 'skipped', lines: last.lines + 1 }
    else folded.push({ kind: 'skipped', lines: 1 })
  }
  return folded
}
