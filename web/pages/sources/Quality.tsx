import { Button, Segmented, Switch } from 'antd'
import { useMemo, useState } from 'react'
import { readQuality } from '../../../contract/quality.ts'
import type { Condition } from '../../../rules/condition.ts'
import { addDays } from '../../../rules/days.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { LeadsLink } from '../../app/LeadsLink.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { exactTime, formatCount, formatShare } from '../../ui/format.ts'
import { csvOf, gather, shares } from './quality.ts'
import type { QualityRow } from './quality.ts'
import { qualityWords } from './qualityWords.ts'
import { Trend } from './Trend.tsx'
import './quality.css'

/** How good each source is, week by week: a table whose every share has its small chart. */
export function Quality() {
  const w = useWords(qualityWords)
  const { lang } = useLanguage()
  const [weeks, setWeeks] = useState(8)
  const [batches, setBatches] = useState(false)
  const held = useEndpoint(
    readQuality,
    { query: { weeks, by: batches ? 'batch' : 'week' } },
    { keep: true, refetchInterval: 60_000 },
  )
  const told = held.data?.toldAt
  const header = [w.source, w.batch, w.week, w.arrived, w.leads, ...shares.map((share) => w[share]), w.hours]
  return (
    <section className="quality">
      <div className="quality-bar">
        <span>{w.about(weeks, told ? w.told(exactTime(new Date(told), { lang })) : w.toldNow)}</span>
        <Segmented<number>
          aria-label={w.span}
          value={weeks}
          onChange={setWeeks}
          options={[4, 8, 26].map((value) => ({ value, label: w.weeks(value) }))}
        />
        <label>
          <Switch size="small" checked={batches} onChange={setBatches} aria-label={w.byBatch} /> {w.byBatch}
        </label>
        <Button
          disabled={!held.data?.items.length}
          onClick={() => save(csvOf(held.data?.items ?? [], header), `quality-${weeks}w.csv`)}
        >
          {w.export}
        </Button>
      </div>
      <Answer of={held}>
        {({ items, weeks: mondays }) =>
          items.length === 0 ? (
            <Empty title={w.none}>{w.noneHint}</Empty>
          ) : (
            <Table rows={gather(items, mondays)} since={mondays[0] ?? ''} batches={batches} />
          )
        }
      </Answer>
    </section>
  )
}

interface TableProps {
  rows: readonly QualityRow[]
  /** The Monday it begins on. */
  since: string
  batches: boolean
}

function Table({ rows, since, batches }: TableProps) {
  const w = useWords(qualityWords)
  const { lang } = useLanguage()
  // What nothing is known of is no column.
  const shown = useMemo(() => shares.filter((share) => rows.some((row) => row[share] !== null)), [rows])
  return (
    <div className="quality-scroll" tabIndex={0} role="region" aria-label={w.quality}>
      <table>
        <thead>
          <tr>
            <th scope="col">{batches ? w.batch : w.source}</th>
            <th scope="col">{w.arrived}</th>
            <th scope="col">{w.leads}</th>
            {shown.map((share) => (
              <th key={share} scope="col" title={w[`${share}Hint`]}>
                {w[share]}
              </th>
            ))}
            <th scope="col" title={w.hoursHint}>
              {w.hours}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                {row.sourceName}
                {batches ? <small>{batchName(row, w)}</small> : null}
              </th>
              <td className="figure">{formatCount(row.arrivals, lang)}</td>
              <td>
                <LeadsLink when={leadsOf(row, since)} className="figure">
                  {formatCount(row.leads, lang)}
                </LeadsLink>
              </td>
              {shown.map((share) => (
                <td key={share}>
                  <Trend
                    label={w[share]}
                    source={row.sourceName}
                    points={row.trends[share]}
                    tone={share === 'duplicate' ? 'ochre' : 'river'}
                  />
                  <span className="figure">{row[share] === null ? '–' : formatShare(row[share])}</span>
                </td>
              ))}
              <td className="figure">
                {row.medianHoursToFollowup === null
                  ? '–'
                  : w.hoursOf(row.medianHoursToFollowup.toFixed(row.medianHoursToFollowup < 10 ? 1 : 0))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function batchName({ batch }: QualityRow, w: Readonly<Record<QualityRow['batch']['kind'], string>>): string {
  return batch.name ? `${w[batch.kind]} · ${batch.name}` : w[batch.kind]
}

/** The leads a row counts, as a list can ask for them: of the source, since the first of the weeks, by the same door. */
function leadsOf({ sourceId, batch: { kind } }: QualityRow, since: string): Condition {
  const doors = { import: 'import', form: 'form', key: 'api', hand: 'hand' } as const
  const door = kind === 'other' ? undefined : doors[kind]
  return {
    all: [
      { field: 'source', op: 'is', value: sourceId },
      ...(door ? [{ field: 'door', op: 'is', value: door } as const] : []),
      { field: 'arrivedAt', op: 'after', value: addDays(since, -1) },
    ],
  }
}

function save(text: string, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
