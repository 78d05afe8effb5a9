import { useSyncExternalStore } from 'react'
import type * as Regions from '../../rules/regions.ts'

let regions: typeof Regions | undefined
const readers = new Set<() => void>()

function subscribe(changed: () => void): () => void {
  readers.add(changed)
  if (!regions && readers.size === 1) {
    void import('../../rules/regions.ts').then((loaded) => {
      regions = loaded
      for (const tell of readers) tell()
    })
  }
  return () => readers.delete(changed)
}

/** The table of regions, undefined until it has come: its 100 KB are fetched when first a region is shown. */
export function useRegions(): typeof Regions | undefined {
  return useSyncExternalStore(subscribe, () => regions)
}
