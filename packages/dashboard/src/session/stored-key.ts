/** The API key of this tab. In sessionStorage: it is gone with the tab, and never stands in an address. */
const place = 'posthorn.key'
const listeners = new Set<() => void>()

export const storedKey = {
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  current: (): string | null => sessionStorage.getItem(place),
  set(key: string): void {
    sessionStorage.setItem(place, key)
    tell()
  },
  clear(): void {
    sessionStorage.removeItem(place)
    tell()
  },
}

function tell(): void {
  for (const listener of listeners) listener()
}
