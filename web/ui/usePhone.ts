import { useSyncExternalStore } from 'react'

const narrow = window.matchMedia('(max-width: 640px)')

function subscribe(changed: () => void) {
  narrow.addEventListener('change', changed)
  return () => narrow.removeEventListener('change', changed)
}

/** Whether this is a phone's width (≤ 640 px): one column, thumb reach, no hover. */
export function usePhone(): boolean {
  return useSyncExternalStore(subscribe, () => narrow.matches)
}
