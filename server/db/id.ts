import { v7, validate } from 'uuid'

/** A new id: UUIDv7, so rows created together lie together in every index. `at` (ms) backdates it. */
export function uuidv7(at?: number): string {
  return at === undefined ? v7() : v7({ msecs: at })
}

/** Whether the text is a UUID of any version, as PostgreSQL would accept and print it. */
export function isUuid(text: string): boolean {
  return validate(text)
}
