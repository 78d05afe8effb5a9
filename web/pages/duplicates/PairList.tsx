import { CheckCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useMemo } from 'react'
import { useWords } from '../../app/language.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import type { Column } from '../../ui/table.ts'
import { VirtualTable } from '../../ui/VirtualTable.tsx'
import { LeadLine, LeadLineShort } from './PairLines.tsx'
import { percentOf } from './percent.ts'
import { scanWords } from './scanWords.ts'
import type { Pair, Pairs } from './usePairs.ts'
import { useRuleName } from './useRuleName.ts'
import { duplicatesWords } from './words.ts'

interface PairListProps {
  pairs: Pairs
  filtered: boolean
  scanning: boolean
  active: string | undefined
  onActive: (pairId: string) => void
  onOpen: (pairId: string) => void
  selected: ReadonlySet<string>
  onSelect: (ids: ReadonlySet<string>) => void
  onShowAll: () => void
}

const keyOf = ({ pairId }: Pair) => pairId
const heights = { desk: 60, phone: 116 }

/** The queue in its four states: asked for, refused, empty, here. */
export function PairList(props: PairListProps) {
  const { pairs, filtered, scanning, active, onActive, onOpen, selected, onSelect, onShowAll } = props
  const w = useWords(duplicatesWords)
  const s = useWords(scanWords)
  const columns = useColumns()
  const { list, rows } = pairs
  if (list.isPending) return <Skeleton rows={12} />
  if (!rows) return <ErrorState error={list.error} retry={() => void list.refetch()} />
  if (rows.length === 0 && list.done)
    return filtered ? (
      <Empty title={w.emptyFiltered} action={<Button onClick={onShowAll}>{w.showAll}</Button>}>
        {w.emptyFilteredHint}
      </Empty>
    ) : scanning ? (
      <Empty title={s.comes} />
    ) : (
      <Empty icon={<CheckCircleOutlined />} title={w.empty}>
        {w.emptyHint}
      </Empty>
    )
  return (
    <VirtualTable
      label={w.title}
      rows={rows}
      columns={columns}
      rowKey={keyOf}
      heights={heights}
      active={active}
      onActive={onActive}
      onOpen={({ pairId }) => onOpen(pairId)}
      selected={selected}
      onSelect={onSelect}
      {...(list.more ? { onMore: list.more } : {})}
      more={!list.done}
      moreError={list.moreError}
      onRetry={list.retryMore}
      renderPhone={(pair) => <PairShort pair={pair} />}
    />
  )
}

function useColumns(): readonly Column<Pair>[] {
  const w = useWords(duplicatesWords)
  const ruleName = useRuleName()
  return useMemo(
    () => [
      { key: 'chance', title: w.chance, width: 88, render: (pair) => <Chance pair={pair} /> },
      {
        key: 'leads',
        title: w.leads,
        grow: 6,
        least: 420,
        render: ({ a, b }) => (
          <span className="pair-two">
            <LeadLine lead={a} />
            <LeadLine lead={b} />
          </span>
        ),
      },
      {
        key: 'found',
        title: w.foundBy,
        width: 132,
        optional: true,
        render: (pair) => (
          <span className="pair-quiet">{pair.foundBy === 'rule' ? ruleName(pair) : w.byLikely}</span>
        ),
      },
    ],
    [w, ruleName],
  )
}

/** The probability; of a pair a rule asks about there is none. */
export function Chance({ pair: { foundBy, probability } }: { pair: Pick<Pair, 'foundBy' | 'probability'> }) {
  const w = useWords(duplicatesWords)
  return foundBy === 'rule' ? (
    <span className="pair-chance">{w.asked}</span>
  ) : (
    <b className="pair-chance">{percentOf(probability)}</b>
  )
}

function PairShort({ pair }: { pair: Pair }) {
  return (
    <div className="pair-phone">
      <Chance pair={pair} />
      <span className="pair-two">
        <LeadLineShort lead={pair.a} />
        <LeadLineShort lead={pair.b} />
      </span>
    </div>
  )
}
