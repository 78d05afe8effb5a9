import { Button, Tooltip } from 'antd'
import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { listWindows } from '../../../contract/pool.ts'
import type { Pool } from '../../../contract/pool.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { Gauge } from '../../ui/Gauge.tsx'
import { Page } from '../../ui/Page.tsx'
import { LeadPanel } from '../lead/LeadPanel.tsx'
import { FilterBar } from '../leads/FilterBar.tsx'
import { everything, queryOf } from '../leads/search.ts'
import { useList } from '../leads/useList.ts'
import { useLiveRows } from '../leads/useLiveRows.ts'
import { BestDialog } from './BestDialog.tsx'
import { bestWords } from './bestWords.ts'
import { PoolTable } from './PoolTable.tsx'
import type { PoolsSearch } from './search.ts'
import { useClaim } from './useClaim.ts'
import { poolWords } from './words.ts'

interface PoolListProps {
  pool: Pool
  search: PoolsSearch
  onChange: (part: Partial<PoolsSearch>) => void
  tabs: ReactNode
}

/** What lies in one pool, with what the reader may still take. */
export function PoolList({ pool, search, onChange, tabs }: PoolListProps) {
  const w = useWords(poolWords)
  const { poolId, mine } = pool
  const { when, q, sort = 'score', desc = true, open } = search
  const asked = JSON.stringify({ when, q, sort, desc })
  const query = useMemo(
    () => ({ ...queryOf(JSON.parse(asked) as PoolsSearch), pool: poolId }),
    [asked, poolId],
  )
  const list = useList(query)
  const fits = useMemo(
    () =>
      ({ holder }: { holder: { kind: string; id: string | null } }) =>
        holder.kind === 'pool' && holder.id === poolId,
    [poolId],
  )
  const live = useLiveRows({ list, query, fits })
  const leave = (ids: readonly string[], gone: string) => {
    list.patch((row) => (ids.includes(row.leadId) ? { ...row, gone } : row))
    live.mark(ids, 'gone')
  }
  const { claim, claimBest, busy } = useClaim({
    poolId,
    condition: query.condition,
    onClaimed: (ids) => leave(ids, w.mine),
    onRefused: (leadId, sentence, gone) => (gone ? leave([leadId], sentence) : undefined),
  })
  const opens = useOpens(poolId, mine !== null)
  const renew = () => {
    live.forget()
    void list.renew()
  }
  return (
    <Page
      title={w.title}
      fill
      actions={
        <>
          {tabs}
          <BestButton pool={pool} onDealt={renew} />
          <Limits pool={pool} busy={busy.has('best')} onBest={() => void claimBest()} />
        </>
      }
      side={open ? <LeadPanel leadId={open} onClose={() => onChange({ open: undefined })} /> : undefined}
    >
      <FilterBar
        when={when ?? everything}
        q={q ?? ''}
        onWhen={(next) => onChange({ when: next })}
        onFind={(next) => onChange({ q: next || undefined })}
      />
      {live.fresh > 0 ? (
        <button type="button" className="fresh" onClick={renew}>
          {w.arrivedInPool(live.fresh)}
        </button>
      ) : null}
      <PoolTable
        list={list}
        total={pool.leads}
        looks={live.looks}
        open={open}
        onOpen={(leadId) => onChange({ open: leadId })}
        sort={{ by: sort, desc }}
        onSort={(next) => onChange({ sort: next.by as PoolsSearch['sort'], desc: next.desc })}
        busy={busy}
        opens={opens}
        onClaim={mine ? claim : undefined}
      />
    </Page>
  )
}

/** When leads that are offered to others first open to the reader; asked again each minute, since they do. */
function useOpens(poolId: string, member: boolean): ReadonlyMap<string, string> {
  const { data } = useEndpoint(
    listWindows,
    { params: { poolId } },
    { enabled: member, refetchInterval: 60_000, refetchOnMount: 'always' },
  )
  return useMemo(
    () => new Map(data?.items.map(({ leadId, opensAt }): [string, string] => [leadId, opensAt])),
    [data],
  )
}

/** What the reader may still take, and taking the best of it. */
function Limits({ pool: { mine }, busy, onBest }: { pool: Pool; busy: boolean; onBest: () => void }) {
  const w = useWords(poolWords)
  return (
    <div className="pool-limits">
      {mine ? (
        <>
          <Gauge label={w.today} used={mine.claimedToday} limit={mine.dailyLimit} />
          <Gauge label={w.holding} used={mine.holding} limit={mine.holdingLimit} />
        </>
      ) : null}
      <Tooltip title={mine ? undefined : w.noMember}>
        <Button type="primary" disabled={!mine} loading={busy} onClick={onBest}>
          {w.best}
        </Button>
      </Tooltip>
    </div>
  )
}

/** For who leads others: the pool's leads dealt in one go. */
function BestButton({ pool, onDealt }: { pool: Pool; onDealt: () => void }) {
  const w = useWords(bestWords)
  const leads = useIs('manager', 'admin')
  const [open, setOpen] = useState(false)
  if (!leads) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>{w.open}</Button>
      {open ? <BestDialog pool={pool} onClose={() => setOpen(false)} onDealt={onDealt} /> : null}
    </>
  )
}
