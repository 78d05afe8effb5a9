import { useLayoutEffect, useState } from 'react'
import type { RefObject } from 'react'

/** An element's width in px, kept up to date; Infinity before it is known. */
export function useWidthOf(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(Infinity)
  useLayoutEffect(() => {
    const watched = element.current
    if (!watched) return undefined
    const watcher = new ResizeObserver(() => setWidth(watched.clientWidth))
    watcher.observe(watched)
    return () => watcher.disconnect()
  }, [element])
  return width
}
