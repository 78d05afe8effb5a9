import { refuse } from '../../contract/refusals.ts'

export interface Limit {
  /** Failures before it is shut. */
  readonly most: number
  /** Milliseconds in which they count. */
  readonly within: number
}

interface Count {
  failed: number
  until: number
}

/**
 * Counts failures by key (a login, an address) and refuses `people.too_many_tries` once there are too many, until
 * the first of them is old enough. In this process's memory: a restart forgives, several processes each count.
 */
export function countTries({ most, within }: Limit) {
  const counts = new Map<string, Count>()
  const current = (key: string, now: number) => {
    const count = counts.get(key)
    if (count && count.until > now) return count
    counts.delete(key)
    return undefined
  }
  return {
    refuseSpent(key: string, now = Date.now()): void {
      const count = current(key, now)
      if (count && count.failed >= most)
        throw refuse('people.too_many_tries', { seconds: Math.ceil((count.until - now) / 1000) })
    },
    failed(key: string, now = Date.now()): void {
      const count = current(key, now) ?? { failed: 0, until: now + within }
      count.failed += 1
      counts.set(key, count)
      if (counts.size > MOST_KEYS) for (const old of counts.keys()) current(old, now)
    },
    forget(key: string): void {
      counts.delete(key)
    },
  }
}

// Beyond this many, those that are over are swept out.
const MOST_KEYS = 10_000
