import { Button } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { scanClusters } from '../../../contract/match.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { usePages } from '../../app/queries.ts'
import { Empty } from '../../ui/Empty.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useKeys } from '../../ui/useKeys.ts'
import { VirtualTable } from '../../ui/VirtualTable.tsx'
import { ClusterShort, useClusterColumns } from './clusterColumns.tsx'
import { MergeAllDialog } from './MergeAllDialog.tsx'
import { fits, useMergeAll } from './useMergeAll.ts'
import { duplicatesWords } from './words.ts'

export type Cluster = Reply<typeof scanClusters>['items'][number]

const keyOf = ({ cluster }: Cluster) => String(cluster)
const heights = { desk: 60, phone: 116 }

/** The groups of a scan: many are ticked and merged at once, and each row tells what became of it. */
export function Clusters({ scanId }: { scanId: string | undefined }) {
  const w = useWords(duplicatesWords)
  const list = usePages(
    scanClusters,
    { params: { scanId: scanId ?? '' }, query: { limit: 50 } },
    { enabled: scanId !== undefined },
  )
  const all = useMergeAll()
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [active, setActive] = useState<string | undefined>()
  const [asking, setAsking] = useState(false)
  // What was merged is no group any more when the list is read again; it stays in sight with its way back.
  const [kept, setKept] = useState<readonly Cluster[]>([])
  const rows = useMemo(() => joined(list.rows ?? [], kept), [list.rows, kept])
  const isOpen = (row: Cluster) =>
    fits({ leadIds: row.leads.map(({ leadId }) => leadId) }) &&
    all.outcomes.get(keyOf(row))?.kind !== 'merged'
  const chosen = rows
    .filter((row) => ticked.has(keyOf(row)) && isOpen(row))
    .map((row) => ({ key: keyOf(row), leadIds: row.leads.map(({ leadId }) => leadId) }))
  const tick = (key: string) =>
    setTicked((now) => {
      const next = new Set(now)
      if (!next.delete(key)) next.add(key)
      return next
    })
  const columns = useClusterColumns(all)
  const { outcomes } = all
  const look = useCallback(
    (row: Cluster) => ({
      state: outcomes.get(keyOf(row))?.kind === 'merged' ? ('gone' as const) : undefined,
    }),
    [outcomes],
  )
  useKeys([{ keys: 'escape', run: () => setTicked(new Set()) }])
  if (scanId === undefined) return <Empty title={w.noClusters}>{w.noClustersHint}</Empty>
  if (list.isPending) return <Skeleton rows={12} />
  if (list.error && rows.length === 0)
    return <ErrorState error={list.error} retry={() => void list.refetch()} />
  if (rows.length === 0) return <Empty title={w.noClusters}>{w.noClustersHint}</Empty>
  return (
    <>
      {chosen.length > 0 ? (
        <div className="dup-bulk" role="region" aria-label={w.bulk}>
          <b aria-live="polite">{w.groupsSelected(chosen.length)}</b>
          <Button size="small" type="primary" loading={all.busy} onClick={() => setAsking(true)}>
            {w.mergeAll}
          </Button>
          <Button size="small" type="text" onClick={() => setTicked(new Set())}>
            {w.clear}
          </Button>
        </div>
      ) : null}
      <VirtualTable
        label={w.tabClusters}
        rows={rows}
        columns={columns}
        rowKey={keyOf}
        heights={heights}
        look={look}
        active={active}
        onActive={setActive}
        selected={ticked}
        onSelect={setTicked}
        {...(list.more ? { onMore: list.more } : {})}
        more={!list.done}
        moreError={list.moreError}
        onRetry={list.retryMore}
        renderPhone={(row) => (
          <ClusterShort row={row} all={all} ticked={ticked.has(keyOf(row))} onTick={() => tick(keyOf(row))} />
        )}
      />
      {asking ? (
        <MergeAllDialog
          groups={chosen}
          busy={all.busy}
          onClose={() => setAsking(false)}
          onYes={() => {
            setKept((now) =>
              joined(
                now,
                rows.filter((row) => ticked.has(keyOf(row))),
              ),
            )
            void all.merge(chosen).then(() => {
              setAsking(false)
              setTicked(new Set())
            })
          }}
        />
      ) : null}
    </>
  )
}

/** Both without doubles, in the server's order. */
function joined(rows: readonly Cluster[], kept: readonly Cluster[]): readonly Cluster[] {
  const here = new Set(rows.map(keyOf))
  return [...rows, ...kept.filter((row) => !here.has(keyOf(row)))].toSorted((a, b) => a.cluster - b.cluster)
}
