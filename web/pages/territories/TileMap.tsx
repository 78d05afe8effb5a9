import { useWords } from '../../app/language.tsx'
import { type Covered, fillOf } from './territories.ts'
import { tiles } from './tiles.ts'
import type { Naming } from './useNaming.ts'
import { territoryWords } from './words.ts'

interface MapProps {
  cover: readonly Covered[]
  hueOf: ReadonlyMap<string, number>
  nameOf: (territoryId: string) => string
  naming: Naming
  chosen: string | undefined
  onChoose: (code: string) => void
}

/** Who has each province, as tiles: coloured by territory, hatched where nobody is, marked where two are. */
export function TileMap({ cover, hueOf, nameOf, naming, chosen, onChoose }: MapProps) {
  const w = useWords(territoryWords)
  return (
    <figure className="territory-map">
      <div className="tile-map" role="group" aria-label={w.mapLabel}>
        {cover.map((each) => {
          const [column, row] = tiles[each.code] ?? [0, 8]
          const owners = (each.owners.length > 0 ? each.owners : each.parts).map(nameOf)
          const said = [
            naming.short(each.code),
            w[each.state],
            ...owners,
            each.overlaps ? w.twice : '',
          ].filter(Boolean)
          return (
            <button
              key={each.code}
              type="button"
              className="tile"
              data-state={each.state}
              data-twice={each.overlaps || undefined}
              aria-pressed={chosen === each.code}
              aria-label={said.join(w.list)}
              title={said.join(w.list)}
              style={{ gridColumn: column + 1, gridRow: row + 1, background: fillOf(each, hueOf) }}
              onClick={() => onChoose(each.code)}
            >
              <span className="tile-name">{naming.short(each.code)}</span>
              <span className="tile-owner">{owners.length > 1 ? owners.length : (owners[0] ?? '')}</span>
              {each.overlaps ? (
                <span className="tile-mark" aria-hidden="true">
                  !
                </span>
              ) : null}
            </button>
          )
        })}
      </div>
      <figcaption>{w.legend}</figcaption>
    </figure>
  )
}
