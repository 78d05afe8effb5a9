import { CheckCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { use, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useKeys } from '../../ui/useKeys.ts'
import { VirtualTable } from '../../ui/VirtualTable.tsx'
import type { ListRow } from '../lead/lead.ts'
import { MendContext } from './MendCells.tsx'
import { SuggestContext } from './Suggestions.tsx'
import { suggestWords } from './suggestWords.ts'
import { useColumns } from './useColumns.tsx'
import type { Held } from './useHeld.ts'
import { quarantineWords } from './words.ts'

interface HeldListProps {
  held: Held
  /** Nothing in it can be mended by this reader. */
  blind: boolean
  filtered: boolean
  open: string | undefined
  onOpen: (leadId: string) => void
  onShowAll: () => void
}

const keyOf = ({ leadId }: ListRow) => leadId

/** The quarantined leads in their four states: asked for, refused, none, here. */
export function HeldList({ held, blind, filtered, open, onOpen, onShowAll }: HeldListProps) {
  const w = useWords(quarantineWords)
  const { list, live, selection, work, count } = held
  const s = useWords(suggestWords)
  const timed = [...held.hints.values()].some(({ refuseAt }) => refuseAt !== null)
  const { columns, renderPhone } = useColumns({
    mends: !blind && open === undefined,
    suggests: !blind,
    timed,
  })
  const [pointed, setPointed] = useState<string | undefined>()
  const active = open ?? pointed
  const typed = useRef(new Map<string, ReadonlyMap<string, unknown>>())
  const latest = useRef(work.mend)
  useEffect(() => {
    latest.current = work.mend
  })
  // Rows are drawn once: what they mend with changes only while one of them is saved.
  const mending = useMemo(
    () => ({
      // oxlint-disable-next-line react/refs -- a map that lives as long as the list and is never replaced
      typed: typed.current,
      busy: work.busy,
      mend: (...given: Parameters<typeof work.mend>) => latest.current(...given),
    }),
    [work.busy],
  )
  const look = useCallback(({ leadId }: ListRow) => ({ state: live.looks.get(leadId) }), [live.looks])
  const point = useCallback(
    (leadId: string) => {
      setPointed(leadId)
      if (open !== undefined) onOpen(leadId)
    },
    [open, onOpen],
  )
  const suggesting = use(SuggestContext)
  const takeFirst = () => {
    const row = list.rows.find(({ leadId, gone }) => leadId === active && gone === undefined)
    const [first] = (row && suggesting?.hints.get(row.leadId)?.suggestions) ?? []
    if (row && first) suggesting?.take(row, first)
  }
  useKeys([
    { keys: 'e', label: w.mendNext, run: () => focusMend() },
    { keys: 'y', label: s.takeNext, run: takeFirst },
  ])
  if (list.isPending) return <Skeleton rows={12} />
  if (list.error && list.rows.length === 0)
    return <ErrorState error={list.error} retry={() => void list.refetch()} />
  if (list.rows.length === 0)
    return filtered ? (
      <Empty title={w.emptyFiltered} action={<Button onClick={onShowAll}>{w.showAll}</Button>}>
        {w.emptyFilteredHint}
      </Empty>
    ) : (
      <Empty icon={<CheckCircleOutlined />} title={w.empty}>
        {w.emptyHint}
      </Empty>
    )
  return (
    <MendContext value={mending}>
      <VirtualTable
        label={w.title}
        rows={list.rows}
        columns={columns}
        rowKey={keyOf}
        total={count?.count}
        look={look}
        active={active}
        onActive={point}
        onOpen={({ leadId }) => onOpen(leadId)}
        selected={blind ? undefined : selection.ids}
        onSelect={selection.select}
        onMore={list.more}
        more={list.hasMore}
        moreError={list.moreError}
        onRetry={list.retryMore}
        renderPhone={renderPhone}
      />
    </MendContext>
  )
}

/** Into the first missing cell of the row the keys stand on, else of the first row. */
function focusMend() {
  const row =
    document.querySelector('.vtable-row[data-active]') ??
    document.querySelector('.vtable-row:not([data-state=gone])')
  row?.querySelector<HTMLInputElement>('.mend input')?.focus()
}
