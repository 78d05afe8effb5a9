import { useWords } from '../../app/language.tsx'
import { type Covered, fillOf } from './territories.ts'
import type { Naming } from './useNaming.ts'
import { territoryWords } from './words.ts'

interface CoverProps {
  label: string
  cover: readonly Covered[]
  hueOf: ReadonlyMap<string, number>
  nameOf: (territoryId: string) => string
  naming: Naming
  onChoose: (code: string) => void
}

/** The same as the map in lines: a region, whose it is, and what is missing in it. */
export function CoverTable({ label, cover, hueOf, nameOf, naming, onChoose }: CoverProps) {
  const w = useWords(territoryWords)
  return (
    <table className="cover-table" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{w.region}</th>
          <th scope="col">{w.territory}</th>
          <th scope="col">{w.state}</th>
        </tr>
      </thead>
      <tbody>
        {cover.map((each) => (
          <tr key={each.code}>
            <th scope="row">
              {naming.hasBelow(each.code) ? (
                <button type="button" className="plain-link" onClick={() => onChoose(each.code)}>
                  {naming.short(each.code)}
                </button>
              ) : (
                naming.short(each.code)
              )}
            </th>
            <td>
              <span className="cover-swatch" style={{ background: fillOf(each, hueOf) }} />
              {[...each.owners, ...each.parts].map(nameOf).join(w.list) || '–'}
            </td>
            <td>
              {w[each.state]}
              {each.state === 'part' && each.holes > 0 ? ` · ${w.holes(each.holes)}` : ''}
              {each.overlaps ? <b className="cover-twice"> · {w.twice}</b> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
