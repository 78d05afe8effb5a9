import { useEffect, useRef } from 'react'
import { addShortcuts } from './keys.ts'
import type { Shortcut } from './keys.ts'

/**
 * Shortcuts while the component is mounted: `useKeys([{ keys: 'j', label: w.next, run: next }])`. They rest while one
 * types, while an input method composes, and while a dialog or menu is open.
 */
export function useKeys(shortcuts: readonly Shortcut[]): void {
  const layer = useRef(shortcuts)
  useEffect(() => {
    layer.current = shortcuts
  })
  useEffect(() => addShortcuts(layer), [])
}
