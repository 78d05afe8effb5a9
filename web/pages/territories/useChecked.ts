import { useEffect, useState } from 'react'
import { checkTerritory } from '../../../contract/territory.ts'
import { useEndpoint } from '../../app/queries.ts'
import type { Draft } from './territories.ts'

/** Typing pauses this long (ms) before a draft is looked at. */
const PAUSE = 500

/** What a draft would do to the map, a moment after it was last touched. */
export function useChecked(draft: Draft, territoryId: string | undefined) {
  const [steady, setSteady] = useState(draft)
  useEffect(() => {
    const timer = setTimeout(() => setSteady(draft), PAUSE)
    return () => clearTimeout(timer)
  }, [draft])
  const { to: _, from, name, ...charter } = steady
  const areas = charter.areas.filter(({ words }) => words.length > 0)
  const worth = charter.regions.length > 0 || areas.length > 0
  const body = {
    ...charter,
    areas,
    name: name.trim() || '·',
    ...(from ? { from } : {}),
    ...(territoryId ? { territoryId } : {}),
  }
  return useEndpoint(checkTerritory, { body }, { enabled: worth, keep: true })
}
