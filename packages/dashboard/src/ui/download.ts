/** Gives a text, or bytes, as a file to be saved. */
export function download(name: string, content: string | Uint8Array, mediaType: string): void {
  const url = URL.createObjectURL(new Blob([content as BlobPart], { type: mediaType }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  // Once the browser has taken it up.
  window.setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
