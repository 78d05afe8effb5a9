import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useMemo } from 'react'
import { mergeMost } from '../../../contract/merge.ts'
import { useWords } from '../../app/language.tsx'
import type { Column } from '../../ui/table.ts'
import { Tick } from '../../ui/Tick.tsx'
import { uiWords } from '../../ui/words.ts'
import { mostBeside } from '../merge/search.ts'
import type { Cluster } from './Clusters.tsx'
import { LeadLine, LeadLineShort } from './PairLines.tsx'
import { percentOf } from './percent.ts'
import type { MergeAll } from './useMergeAll.ts'
import { duplicatesWords } from './words.ts'

/** How a group is shown in a line: how many, who, how sure the least sure of it is, and what became of it. */
export function useClusterColumns(all: MergeAll): readonly Column<Cluster>[] {
  const w = useWords(duplicatesWords)
  return useMemo(
    () => [
      { key: 'size', title: w.size, width: 64, render: ({ leads }) => <b>{leads.length}</b> },
      {
        key: 'members',
        title: w.members,
        grow: 6,
        least: 420,
        render: ({ leads }) => (
          <span className="pair-two">
            {leads.slice(0, 2).map((lead, i) => (
              <span className="pair-of" key={lead.leadId}>
                <LeadLine lead={lead} />
                {i === 1 && leads.length > 2 ? (
                  <small className="pair-quiet">{w.others(leads.length - 2)}</small>
                ) : null}
              </span>
            ))}
          </span>
        ),
      },
      {
        key: 'least',
        title: w.least,
        width: 120,
        optional: true,
        render: ({ probability }) => <span className="pair-chance">{percentOf(probability)}</span>,
      },
      { key: 'result', title: w.result, width: 220, render: (row) => <Became row={row} all={all} /> },
    ],
    [w, all],
  )
}

/** A group on a phone, with its box. */
export function ClusterShort(props: { row: Cluster; all: MergeAll; ticked: boolean; onTick: () => void }) {
  const { row, all, ticked, onTick } = props
  const w = useWords(duplicatesWords)
  const u = useWords(uiWords)
  return (
    <div className="pair-phone">
      <span className="pair-tick">
        <Tick label={u.selectRow} on={ticked} onTurn={onTick} />
      </span>
      <span className="pair-two">
        {row.leads.slice(0, 1).map((lead) => (
          <LeadLineShort key={lead.leadId} lead={lead} />
        ))}
        <small className="pair-quiet">
          {w.others(row.leads.length - 1)} · {percentOf(row.probability)}
        </small>
        <Became row={row} all={all} />
      </span>
    </div>
  )
}

/** What became of a group, with the way back; before that, looking at it first. */
function Became({ row, all }: { row: Cluster; all: MergeAll }) {
  const w = useWords(duplicatesWords)
  const key = String(row.cluster)
  const outcome = all.outcomes.get(key)
  const leads = row.leads.map(({ leadId }) => leadId)
  if (outcome?.kind === 'merged')
    return (
      <span className="became" data-kind="merged">
        <Link to="/leads/$leadId" params={{ leadId: outcome.merged.survivorId }} title={w.mergedInto}>
          {w.merged}
        </Link>
        <Button size="small" type="link" onClick={() => void all.undo(key, outcome.merged)}>
          {w.undo}
        </Button>
      </span>
    )
  if (outcome?.kind === 'refused')
    return (
      <span className="became" data-kind="refused" title={outcome.message}>
        {outcome.message}
      </span>
    )
  if (leads.length > mergeMost) return <small className="pair-quiet">{w.tooLarge(mergeMost)}</small>
  return (
    <span className="became">
      {outcome ? <span>{w.undone}</span> : null}
      <Link to="/leads/merge" search={{ leads: leads.slice(0, mostBeside) }}>
        {w.compare}
      </Link>
    </span>
  )
}
