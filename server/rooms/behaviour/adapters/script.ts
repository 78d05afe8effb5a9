import { createHash } from 'node:crypto'
import { track } from './browser.ts'

/** The tracking script as it is sent: without comments and indentation. */
export const script = `(${squeezed(track.toString())})()`

/** Which script this is: in its address, so that browsers keep it until there is another. */
export const scriptVersion = createHash('sha256').update(script).digest('hex').slice(0, 10)

function squeezed(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim().replace(/ {2,}/g, ' '))
    .filter((line) => line !== '' && !line.startsWith('//'))
    .join('\n')
    .replace(/ ?([=?:+<>(),{}|&]) ?/g, (whole, sign: string) => (whole.length > 1 ? sign : whole))
}
