import { toString } from 'qrcode'

/** A QR code that says this, as SVG with its quiet zone; a quarter of it may be dirty or torn (level Q). */
export function qrSvg(text: string): Promise<string> {
  return toString(text, { type: 'svg', errorCorrectionLevel: 'Q', margin: 4 })
}
