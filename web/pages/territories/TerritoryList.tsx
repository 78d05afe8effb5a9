import { Button } from 'antd'
import { countTerritories } from '../../../contract/territory.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { formatCount } from '../../ui/format.ts'
import type { Territory } from './territories.ts'
import type { Naming } from './useNaming.ts'
import { territoryWords } from './words.ts'

interface ListProps {
  items: readonly Territory[]
  hueOf: ReadonlyMap<string, number>
  naming: Naming
  /** Absent: only to look at. */
  onEdit: ((territoryId: string) => void) | undefined
  onHand: ((territoryId: string) => void) | undefined
}

const SHOWN = 8

/** The territories: what each is made of, whose it is, and how many open leads lie in it. */
export function TerritoryList({ items, hueOf, naming, onEdit, onHand }: ListProps) {
  const w = useWords(territoryWords)
  const { lang } = useLanguage()
  const counted = useEndpoint(countTerritories, {}, { enabled: onEdit !== undefined }).data
  const made = ({ regions, areas }: Territory) => {
    const named = [...regions.map(naming.region), ...areas.flatMap(({ words }) => words)]
    const rest = named.length - SHOWN
    return named.slice(0, SHOWN).join(w.list) + (rest > 0 ? ` ${w.more(rest)}` : '')
  }
  return (
    <>
      <ul className="territory-list">
        {items.map((each) => {
          const count = counted?.items.find(({ territoryId }) => territoryId === each.territoryId)
          return (
            <li key={each.territoryId}>
              <span
                className="territory-dot"
                style={{ background: `hsl(${hueOf.get(each.territoryId) ?? 0} 50% 50%)` }}
              />
              <div className="territory-what">
                <b>{each.name}</b>
                <small>{made(each)}</small>
              </div>
              <div className="territory-whose">
                {naming.whose(each)}
                <small>
                  {w.since(naming.day(each.from))}
                  {each.to ? `${w.list}${w.until(naming.day(each.to))}` : ''}
                </small>
              </div>
              <div className="territory-leads">
                {count ? w.leadsOf(formatCount(count.own, lang)) : ''}
                {count && count.others > 0 ? (
                  <small>{w.others(formatCount(count.others, lang))}</small>
                ) : null}
              </div>
              {onEdit && onHand ? (
                <div className="territory-verbs">
                  <Button size="small" onClick={() => onEdit(each.territoryId)}>
                    {w.edit}
                  </Button>
                  <Button size="small" onClick={() => onHand(each.territoryId)}>
                    {w.handOver}
                  </Button>
                </div>
              ) : null}
            </li>
          )
        })}
      </ul>
      {counted && counted.nowhere > 0 ? (
        <p className="page-about">{w.nowhere(formatCount(counted.nowhere, lang))}</p>
      ) : null}
    </>
  )
}
