/** Short notices of what was done. Kept outside React, so that anything may speak. */
export type Tone = 'ok' | 'bad' | 'warn' | 'info'

export interface Announcement {
  readonly id: number
  readonly text: string
  readonly tone: Tone
}

const shownForMs = 6_000
const listeners = new Set<() => void>()
let shown: readonly Announcement[] = []
let lastId = 0

export function announce(text: string, tone: Tone = 'ok'): void {
  const id = ++lastId
  // The same text twice is one notice, said again.
  change([...shown.filter((other) => other.text !== text), { id, text, tone }].slice(-3))
  window.setTimeout(() => dismiss(id), shownForMs)
}

export const dismiss = (id: number): void => change(shown.filter((other) => other.id !== id))

export const announcements = {
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  current: () => shown,
}

function change(next: readonly Announcement[]): void {
  shown = next
  for (const listener of listeners) listener()
}
