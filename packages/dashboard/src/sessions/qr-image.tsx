import { useEffect, useRef, useState } from 'react'

/** A PNG in a data URI, drawn on a canvas: the page's policy loads no image from such an address. */
export function QrImage({ dataUri, label }: { dataUri: string; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    let current = true
    setFailed(false)
    createImageBitmap(blobOf(dataUri))
      .then((image) => {
        if (current && canvas.current) draw(canvas.current, image)
      })
      .catch(() => current && setFailed(true))
    return () => {
      current = false
    }
  }, [dataUri])
  return (
    <>
      {failed && <p className="text-sm text-bad">The browser cannot show the code.</p>}
      {/* White by night, too: phones read dark on light. */}
      <canvas ref={canvas} role="img" aria-label={label} className="size-64 rounded-xl bg-white p-2 ring-1 ring-line" />
    </>
  )
}

function draw(canvas: HTMLCanvasElement, image: ImageBitmap): void {
  canvas.width = image.width
  canvas.height = image.height
  canvas.getContext('2d')?.drawImage(image, 0, 0)
}

function blobOf(dataUri: string): Blob {
  const bytes = Uint8Array.from(atob(dataUri.slice(dataUri.indexOf(',') + 1)), (character) => character.charCodeAt(0))
  return new Blob([bytes], { type: 'image/png' })
}
