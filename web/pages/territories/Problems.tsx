import { useWords } from '../../app/language.tsx'
import type { Listed } from './territories.ts'
import type { Naming } from './useNaming.ts'
import { territoryWords } from './words.ts'

type Found = Pick<Listed, 'overlaps' | 'vacant' | 'holes'>

/** What is wrong with the map, in sentences; what costs leads first. */
export function Problems({ found, naming }: { found: Found; naming: Naming }) {
  const w = useWords(territoryWords)
  const { overlaps, vacant, holes } = found
  if (overlaps.length + vacant.length + holes.length === 0)
    return <p className="territory-fine">{w.noProblems}</p>
  return (
    <ul className="territory-problems" aria-label={w.problems}>
      {vacant.map(({ territoryId, name, why }) => (
        <li key={territoryId}>{why === 'gone' ? w.vacantGone(name) : w.vacantNone(name)}</li>
      ))}
      {overlaps.map(({ kind, of, names, perhaps }) => {
        const what = kind === 'region' ? naming.region(of) : of
        return (
          <li key={`${kind} ${of} ${names.join()}`}>
            {(perhaps ? w.perhapsNamed : w.overlapNamed)(what, names.join(w.list))}
          </li>
        )
      })}
      {holes.length > 0 ? <li>{w.holesNamed(holes.map(naming.short).join(w.list), holes.length)}</li> : null}
    </ul>
  )
}
