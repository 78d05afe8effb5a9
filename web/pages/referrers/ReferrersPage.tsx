import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useCallback } from 'react'
import { exportRewards } from '../../../contract/referral-reward.ts'
import { queryOf } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useIs } from '../../app/session.ts'
import { Page } from '../../ui/Page.tsx'
import { ReferrerPanel } from './ReferrerPanel.tsx'
import { ReferrerTable } from './ReferrerTable.tsx'
import { Rewards } from './Rewards.tsx'
import type { ReferrersSearch } from './search.ts'
import { referrerWords } from './words.ts'
import '../customers/customers.css'
import '../leads/leads.css'
import '../people/people.css'
import './referrers.css'

/** Who refers leads to us and what is owed to whom. */
export function ReferrersPage() {
  const w = useWords(referrerWords)
  const search: ReferrersSearch = useSearch({ from: '/shell/referrers' })
  const navigate = useNavigate()
  const pays = useIs('manager', 'marketer', 'admin')
  const change = useCallback(
    (part: Partial<ReferrersSearch>) =>
      void navigate({
        to: '/referrers',
        search: (before) => ({ ...before, ...part }) as ReferrersSearch,
        replace: !('open' in part),
      }),
    [navigate],
  )
  const view = pays ? search.view : undefined
  const rewardQuery = queryOf(search.reward ? { state: search.reward } : {})
  return (
    <Page
      title={w.title}
      fill
      about={w.about}
      actions={
        view === 'rewards' ? (
          <a className="ant-btn button-link" href={`${exportRewards.path}${rewardQuery}`} download>
            {w.export}
          </a>
        ) : (
          <Button type="primary" onClick={() => change({ open: 'new' })}>
            {w.add}
          </Button>
        )
      }
      side={
        search.open ? <ReferrerPanel key={search.open} open={search.open} onChange={change} /> : undefined
      }
    >
      {pays ? (
        <Segmented<'list' | 'rewards'>
          className="referrer-views"
          aria-label={w.title}
          value={view ?? 'list'}
          options={[
            { value: 'list', label: w.list },
            { value: 'rewards', label: w.rewards },
          ]}
          onChange={(key) => change({ view: key === 'list' ? undefined : key, open: undefined })}
        />
      ) : null}
      {view === 'rewards' ? (
        <Rewards search={search} onChange={change} />
      ) : (
        <ReferrerTable search={search} onChange={change} />
      )}
    </Page>
  )
}
