/** Copies, also on pages that came over plain HTTP, where browsers give no clipboard. Tells whether it worked. */
export async function copyText(text: string): Promise<boolean> {
  const clipboard = navigator.clipboard as Clipboard | undefined
  if (clipboard) {
    try {
      await clipboard.writeText(text)
      return true
    } catch {
      // Not allowed to: the old way may be.
    }
  }
  // Inside the open dialog if there is one: what is outside of it cannot be selected.
  const place = document.querySelector('dialog[open]') ?? document.body
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'fixed opacity-0'
  place.append(area)
  area.select()
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- There is no other way without a clipboard.
  const done = document.execCommand('copy')
  area.remove()
  return done
}
