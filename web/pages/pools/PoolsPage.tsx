import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { listPools } from '../../../contract/pool.ts'
import type { Pool } from '../../../contract/pool.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useFreshen } from '../../app/live.ts'
import { useEndpoint } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { formatCount } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { PoolList } from './PoolList.tsx'
import type { PoolsSearch } from './search.ts'
import { poolWords } from './words.ts'
import '../leads/leads.css'
import './pools.css'

/** The pools somebody may claim from, one at a time. */
export function PoolsPage() {
  const w = useWords(poolWords)
  const pools = useEndpoint(listPools, {})
  useFreshen(['pool', 'lead'], [listPools])
  if (pools.data && pools.data.items.length > 0) return <Pools pools={pools.data.items} />
  return (
    <Page title={w.title}>
      <Answer of={pools} rows={10}>
        {() => <Empty title={w.noPools}>{w.noPoolsHint}</Empty>}
      </Answer>
    </Page>
  )
}

function Pools({ pools }: { pools: readonly Pool[] }) {
  const search: PoolsSearch = useSearch({ from: '/shell/pools' })
  const navigate = useNavigate()
  const pool = pools.find(({ poolId }) => poolId === search.pool) ?? pools.at(0)!
  const change = useCallback(
    (part: Partial<PoolsSearch>) =>
      void navigate({
        to: '/pools',
        search: (before) => ({ ...before, ...part }),
        replace: !('open' in part),
      }),
    [navigate],
  )
  return (
    <PoolList
      key={pool.poolId}
      pool={pool}
      search={search}
      onChange={change}
      tabs={<PoolTabs pools={pools} chosen={pool.poolId} />}
    />
  )
}

function PoolTabs({ pools, chosen }: { pools: readonly Pool[]; chosen: string }) {
  const w = useWords(poolWords)
  const { lang } = useLanguage()
  return (
    <div className="views">
      <nav aria-label={w.pools}>
        {pools.map(({ poolId, name, leads }) => (
          <Link
            key={poolId}
            to="/pools"
            search={{ pool: poolId }}
            className="view"
            aria-current={poolId === chosen ? 'page' : undefined}
          >
            {name} <span className="figure faint">{formatCount(leads, lang)}</span>
          </Link>
        ))}
      </nav>
    </div>
  )
}
