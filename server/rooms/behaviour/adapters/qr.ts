import qrcode from 'qrcode-generator'

/** A QR code that says this, as SVG with its quiet zone; a quarter of it may be dirty or torn (level Q). */
export function qrSvg(text: string): string {
  const code = qrcode(0, 'Q')
  code.addData(text)
  code.make()
  return code.createSvgTag({ cellSize: 8, margin: 32, scalable: true })
}
