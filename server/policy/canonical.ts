import { createHash } from 'node:crypto'

/** A hash of a policy's body: the same for the same rules, in whatever order the keys of an object come. */
export function bodyHash(body: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(body)))
    .digest('hex')
}

function sorted(raw: unknown): unknown {
  if (Array.isArray(raw)) return raw.map(sorted)
  if (typeof raw !== 'object' || raw === null) return raw
  return Object.fromEntries(
    Object.entries(raw)
      .filter(([, value]) => value !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, sorted(value)]),
  )
}
