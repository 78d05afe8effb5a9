import { getRouteApi } from '@tanstack/react-router'
import { Button, Input, Segmented } from 'antd'
import { listHandovers } from '../../../contract/territory-handover.ts'
import {
  countTerritories,
  exportTerritories,
  listTerritories,
  territoryCover,
} from '../../../contract/territory.ts'
import { queryOf } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useFreshen } from '../../app/live.ts'
import { useEndpoint } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Page } from '../../ui/Page.tsx'
import { CoverTable } from './CoverTable.tsx'
import { Editor } from './Editor.tsx'
import { HandoverDialog } from './HandoverDialog.tsx'
import { Planned } from './Planned.tsx'
import { Problems } from './Problems.tsx'
import type { TerritoriesSearch } from './search.ts'
import { huesOf, type Listed } from './territories.ts'
import { TerritoryList } from './TerritoryList.tsx'
import { TileMap } from './TileMap.tsx'
import { type Naming, useNaming } from './useNaming.ts'
import { territoryWords } from './words.ts'
import '../import/import.css'
import './territories.css'

const route = getRouteApi('/shell/territories')
type Change = (part: Partial<TerritoriesSearch>) => void

/** Who has which part of the map, what is wrong with it, and redrawing it or handing areas over. */
export function TerritoriesPage() {
  const w = useWords(territoryWords)
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const change: Change = (part) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true })
  const naming = useNaming()
  const mayChange = useIs('admin', 'manager') && search.day === undefined
  const { day } = search
  const listed = useEndpoint(listTerritories, { query: day ? { day } : {} }, { keep: true })
  useFreshen(['territory'], [listTerritories, territoryCover, listHandovers, countTerritories])
  const edited = listed.data?.items.find(({ territoryId }) => territoryId === search.edit)
  const editing = mayChange && (search.edit === 'new' || edited !== undefined)
  return (
    <Page
      title={w.title}
      actions={
        <>
          <label className="territory-asof">
            {w.day}
            <Input
              type="date"
              value={day ?? ''}
              onChange={(event) => change({ day: event.target.value || undefined, edit: undefined })}
            />
          </label>
          <a
            className="ant-btn button-link"
            href={`${exportTerritories.path}${queryOf(day ? { day } : {})}`}
            download
          >
            {w.export}
          </a>
          {mayChange ? (
            <>
              <Button disabled={!listed.data?.items.length} onClick={() => change({ hand: 'any' })}>
                {w.handOver}
              </Button>
              <Button type="primary" onClick={() => change({ edit: 'new' })}>
                {w.add}
              </Button>
            </>
          ) : null}
        </>
      }
      side={
        editing ? (
          <Editor
            key={search.edit}
            territory={edited}
            naming={naming}
            onClose={() => change({ edit: undefined })}
          />
        ) : undefined
      }
    >
      <p className="page-intro">{w.intro}</p>
      {day ? (
        <p className="notice">
          {w.pastDay(naming.day(`${day}T12:00:00Z`))}{' '}
          <button type="button" className="plain-link" onClick={() => change({ day: undefined })}>
            {w.today}
          </button>
        </p>
      ) : null}
      <Answer of={listed} rows={10}>
        {(found) => (
          <Shown listed={found} search={search} naming={naming} onChange={change} mayChange={mayChange} />
        )}
      </Answer>
      {mayChange && search.hand && listed.data ? (
        <HandoverDialog
          items={listed.data.items}
          first={search.hand === 'any' ? undefined : search.hand}
          naming={naming}
          onClose={() => change({ hand: undefined })}
        />
      ) : null}
    </Page>
  )
}

interface ShownProps {
  listed: Listed
  search: TerritoriesSearch
  naming: Naming
  onChange: Change
  mayChange: boolean
}

function Shown({ listed, search, naming, onChange, mayChange }: ShownProps) {
  const w = useWords(territoryWords)
  const { items, cover, planned } = listed
  const hueOf = huesOf(items)
  const nameOf = (id: string) =>
    [...items, ...planned].find(({ territoryId }) => territoryId === id)?.name ?? '–'
  if (items.length + planned.length === 0 && search.day === undefined)
    return <Empty title={w.empty}>{w.emptyHint}</Empty>
  const drawing = { hueOf, nameOf, naming, onChoose: (region: string) => onChange({ region }) }
  return (
    <>
      <Problems found={listed} naming={naming} />
      <div className="territory-split">
        <div>
          <Segmented
            size="small"
            value={search.as ?? 'map'}
            options={[
              { value: 'map', label: w.map },
              { value: 'table', label: w.table },
            ]}
            onChange={(as) => onChange({ as: as === 'table' ? 'table' : undefined })}
          />
          {search.as === 'table' ? (
            <CoverTable label={w.mapLabel} cover={cover} {...drawing} />
          ) : (
            <TileMap cover={cover} chosen={search.region?.slice(0, 2)} {...drawing} />
          )}
        </div>
        {search.region ? (
          <Below region={search.region} day={search.day} {...drawing} onLeave={onChange} />
        ) : null}
      </div>
      <TerritoryList
        items={items}
        hueOf={hueOf}
        naming={naming}
        onEdit={mayChange ? (edit) => onChange({ edit }) : undefined}
        onHand={mayChange ? (hand) => onChange({ hand }) : undefined}
      />
      {search.day === undefined ? (
        <Planned listed={listed} naming={naming} nameOf={nameOf} mayChange={mayChange} />
      ) : null}
    </>
  )
}

interface BelowProps {
  region: string
  day: string | undefined
  hueOf: ReadonlyMap<string, number>
  nameOf: (territoryId: string) => string
  naming: Naming
  onChoose: (code: string) => void
  onLeave: Change
}

/** The regions of the one that was chosen. */
function Below({ region, day, onLeave, ...drawing }: BelowProps) {
  const w = useWords(territoryWords)
  const found = useEndpoint(
    territoryCover,
    { params: { code: region }, query: day ? { day } : {} },
    { keep: true },
  )
  const parent = drawing.naming.parent(region)
  return (
    <section className="territory-below" aria-label={drawing.naming.region(region)}>
      <header>
        <h2>{drawing.naming.region(region)}</h2>
        <Button size="small" type="text" onClick={() => onLeave({ region: parent ?? undefined })}>
          {w.back} {parent ? drawing.naming.short(parent) : w.china}
        </Button>
      </header>
      <Answer of={found} rows={6}>
        {({ items }) => <CoverTable label={drawing.naming.region(region)} cover={items} {...drawing} />}
      </Answer>
    </section>
  )
}
