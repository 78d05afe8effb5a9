import { randomFillSync } from 'node:crypto'

// Ten times the uuid package's rate: an import makes several ids a row.
const pool = Buffer.alloc(4096)
const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
let used = pool.length
let lastMs = 0
let counter = 0

/**
 * A new id: UUIDv7 (RFC 9562), so rows created together lie together in every index. Ids of one process
 * rise strictly; `at` (ms) backdates one, which then has no place in that order.
 */
export function uuidv7(at?: number): string {
  const ms = at ?? tick()
  const time = `${two(ms / 2 ** 32)}${two(ms / 2 ** 16)}-${two(ms)}`
  const order = at === undefined ? counter : (random() << 4) | (random() >> 4)
  const version = `${hex[0x70 | (order >> 8)]}${hex[order & 0xff]}`
  const variant = `${hex[0x80 | (random() & 0x3f)]}${hex[random()]}`
  return `${time}-${version}-${variant}-${three()}${three()}`
}

// 4,096 ids a millisecond fit the counter; whoever makes more borrows from the next one (RFC 9562, 6.2).
function tick(): number {
  const now = Date.now()
  if (now > lastMs) {
    lastMs = now
    counter = random()
  } else if (++counter > 0xfff) {
    lastMs++
    counter = 0
  }
  return lastMs
}

function random(): number {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  return pool[used++] as number
}

const three = () => `${hex[random()]}${hex[random()]}${hex[random()]}`

/** The lowest two bytes. */
function two(number: number): string {
  const low = Math.floor(number) % 2 ** 16
  return `${hex[low >> 8]}${hex[low & 0xff]}`
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether the text is a UUID of any version, written as PostgreSQL prints it (either case). */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}
