import type { checkTerritory } from '../../../contract/territory.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import type { Naming } from './useNaming.ts'
import { territoryWords } from './words.ts'

/** What saving a draft would do to the map. */
export function Foretold({
  found,
  naming,
}: {
  found: Reply<typeof checkTerritory> | undefined
  naming: Naming
}) {
  const w = useWords(territoryWords)
  if (!found) return null
  const { overlaps, lost, idle } = found
  if (overlaps.length + lost.length + idle.length === 0) return <p className="territory-fine">{w.fine}</p>
  const named = (codes: readonly string[]) => codes.map(naming.region).join(w.list)
  return (
    <ul className="territory-problems" aria-live="polite">
      {overlaps.map(({ kind, of, names, perhaps }) => (
        <li key={`${kind} ${of} ${names.join()}`}>
          {(perhaps ? w.perhapsNamed : w.overlapNamed)(
            kind === 'region' ? naming.region(of) : of,
            names.join(w.list),
          )}
        </li>
      ))}
      {lost.length > 0 ? <li>{w.lost(named(lost))}</li> : null}
      {idle.length > 0 ? <li>{w.idle(named(idle))}</li> : null}
    </ul>
  )
}
