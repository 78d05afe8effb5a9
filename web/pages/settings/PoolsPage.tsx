import { Button } from 'antd'
import { listMembers, listTeams } from '../../../contract/people.ts'
import { listPools } from '../../../contract/pool.ts'
import type { Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { LeadsLink } from '../../app/LeadsLink.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { formatCount } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { Entry } from './Entry.tsx'
import { houseWords } from './houseWords.ts'
import { PoolForm } from './PoolForm.tsx'
import { useSettings } from './useSettings.ts'
import { settingsWords } from './words.ts'

type Pool = Reply<typeof listPools>['items'][number]

/** The pools, what each allows, and to whom. */
export default function PoolsPage() {
  const w = useWords(houseWords)
  const s = useWords(settingsWords)
  const { open, go } = useSettings()
  const pools = useEndpoint(listPools, {})
  const opened = pools.data?.items.find(({ poolId }) => poolId === open)
  const add = () => go({ open: 'new' })
  return (
    <Page
      title={s.pools}
      actions={
        <Button type="primary" onClick={add}>
          {w.newPool}
        </Button>
      }
      side={
        open === 'new' || opened ? (
          <PoolForm key={open} held={opened} onClose={() => go({ open: undefined })} />
        ) : undefined
      }
    >
      <p className="page-intro">{w.poolsIntro}</p>
      <Answer of={pools}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={w.noPools} action={<Button onClick={add}>{w.newPool}</Button>} />
          ) : (
            <ul className="entries" aria-label={s.pools}>
              {items.map((pool) => (
                <PoolEntry
                  key={pool.poolId}
                  pool={pool}
                  open={pool.poolId === open}
                  onOpen={() => go({ open: pool.poolId })}
                />
              ))}
            </ul>
          )
        }
      </Answer>
    </Page>
  )
}

function PoolEntry({ pool, open, onOpen }: { pool: Pool; open: boolean; onOpen: () => void }) {
  const w = useWords(houseWords)
  const { lang } = useLanguage()
  const people = useEndpoint(listMembers, { query: { status: 'active' } }).data?.items
  const teams = useEndpoint(listTeams, {}).data?.items
  const nameOf = ({ kind, id }: Pool['members'][number]) =>
    kind === 'team'
      ? teams?.find(({ teamId }) => teamId === id)?.name
      : people?.find(({ userId }) => userId === id)?.name
  const limit = (most: number | null) => (most === null ? w.unlimited : formatCount(most, lang))
  const names = pool.members.flatMap((member) => nameOf(member) ?? [])
  return (
    <Entry
      title={pool.name}
      open={open}
      onOpen={onOpen}
      about={
        <>
          {w.perDay(limit(pool.dailyLimit))} · {w.atMost(limit(pool.holdingLimit))} ·{' '}
          {pool.members.length === 0 ? (
            <span className="problem">{w.noMembers}</span>
          ) : (
            names.join(lang === 'zh' ? '、' : ', ')
          )}
        </>
      }
    >
      <LeadsLink when={{ field: 'pool', op: 'is', value: pool.poolId }} holder="pool" className="figure">
        {w.inPool(formatCount(pool.leads, lang, 10_000))}
      </LeadsLink>
    </Entry>
  )
}
