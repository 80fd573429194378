import { toDataURL } from 'qrcode'

/** The picture of a QR code as a PNG in a data URI, large enough to be scanned from a screen. */
export function drawQr(text: string): Promise<string> {
  return toDataURL(text, { type: 'image/png', errorCorrectionLevel: 'L', margin: 4, scale: 6 })
}
