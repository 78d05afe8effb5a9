import { useCallback, useEffect, useRef } from 'react'

/** What comes within this is caught up with together, in ms. */
const pause = 800
const longest = 60_000

/**
 * Returns what asks for `catchUp` to run soon: never twice at once, and again with ever longer pauses while it leaves
 * something undone. `catchUp` stays the same function; it resolves to what is left: nothing, more, or what failed.
 */
export function useSoon(catchUp: () => Promise<'done' | 'more' | 'failed'>): () => void {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const open = useRef(true)
  const soon = useCallback(() => {
    let failures = 0
    const run = async () => {
      const left = await catchUp().catch(() => 'failed' as const)
      timer.current = undefined
      failures = left === 'failed' ? failures + 1 : 0
      if (left !== 'done' && open.current) wait(Math.min(longest, pause * 2 ** failures))
    }
    const wait = (ms: number) => {
      timer.current ??= setTimeout(() => void run(), ms)
    }
    wait(pause)
  }, [catchUp])
  useEffect(() => {
    open.current = true
    return () => {
      open.current = false
      clearTimeout(timer.current)
      timer.current = undefined
    }
  }, [])
  return soon
}
