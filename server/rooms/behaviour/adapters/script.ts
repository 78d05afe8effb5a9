import { createHash } from 'node:crypto'
import { track } from './browser.ts'

/** Names of its own that are no words of the page's, made short. The tests run what comes of it. */
const names =
  'address silent agreed token events timer flush since leave random visitor read keep note nameOf asked host doc bytes video form link nav tag here hex file play event byte first once'

const wholeName = (name: string) => new RegExp(`(?<!['"\\w$]|(?<!\\.\\.)\\.)${name}(?![\\w'"])`, 'g')

/** The tracking script as it is sent: without comments and indentation. */
export const script = `(${squeezed(track.toString())})()`

/** Which script this is: in its address, so that browsers keep it until there is another. */
export const scriptVersion = createHash('sha256').update(script).digest('hex').slice(0, 10)

function squeezed(text: string): string {
  const plain = text
    .split('\n')
    .map((line) => line.trim().replace(/ {2,}/g, ' '))
    .filter((line) => line !== '' && !line.startsWith('//'))
    .join('\n')
    .replace(/ ?([-=?:+*/<>(),{}|&!]) ?/g, '$1')
    .replace(/([{,(])\n/g, '$1')
    .replace(/,?\n([})])/g, '$1')
  return names
    .split(' ')
    .reduce((short, name, n) => short.replace(wholeName(name), `_${n.toString(36)}`), plain)
}
