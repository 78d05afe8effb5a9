import { GiftOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, InputNumber } from 'antd'
import { useState } from 'react'
import { listRewards, moveReward } from '../../../contract/referral-reward.ts'
import { useWords } from '../../app/language.tsx'
import { usePages, useEndpoint, useVerb } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { Empty } from '../../ui/Empty.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Money } from '../../ui/Money.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { ReasonDialog } from '../lead/ReasonDialog.tsx'
import { RewardSettings } from './RewardSettings.tsx'
import type { Change, ReferrersSearch } from './search.ts'
import { type RewardLine, readsOfReferrals, useFlagSentence, useRewardWord } from './useReferrers.ts'
import { referrerWords } from './words.ts'

const queues = ['due', 'held', 'approved', 'paid', 'refused'] as const

/** What is owed, queue by queue: due, on hold for a flag, approved, paid, refused. */
export function Rewards({ search, onChange }: { search: ReferrersSearch; onChange: Change }) {
  const w = useWords(referrerWords)
  const word = useRewardWord()
  const state = search.reward ?? 'due'
  const list = usePages(listRewards, { query: { state, limit: 50 } })
  const counts = useEndpoint(listRewards, { query: { limit: 1 } }, { keep: true }).data?.counts ?? {}
  return (
    <div className="rewards">
      <nav className="views" aria-label={w.rewards}>
        {queues.map((queue) => (
          <button
            key={queue}
            type="button"
            className="view"
            aria-current={queue === state ? 'page' : undefined}
            onClick={() => onChange({ reward: queue === 'due' ? undefined : queue })}
          >
            {word(queue)} <span className="figure">{counts[queue] ?? 0}</span>
          </button>
        ))}
      </nav>
      {list.rows === undefined ? (
        list.error ? (
          <ErrorState error={list.error} retry={() => void list.refetch()} />
        ) : (
          <Skeleton rows={8} />
        )
      ) : list.rows.length === 0 ? (
        <Empty icon={<GiftOutlined />} title={w.noRewards}>
          {w.noRewardsHint}
        </Empty>
      ) : (
        <ul className="reward-list">
          {list.rows.map((row) => (
            <Reward key={`${row.leadId} ${row.referrerId}`} row={row} onChange={onChange} />
          ))}
        </ul>
      )}
      {list.more ? <Button onClick={() => list.more?.()}>…</Button> : null}
      <RewardSettings />
    </div>
  )
}

function Reward({ row, onChange }: { row: RewardLine; onChange: Change }) {
  const w = useWords(referrerWords)
  const sentence = useFlagSentence()
  const { leadId, referrerId, reward, flags, cleared } = row
  return (
    <li>
      <div className="reward-what">
        <button type="button" className="plain-link" onClick={() => onChange({ open: referrerId })}>
          {row.name ?? row.code}
        </button>{' '}
        <span aria-hidden="true">→</span>{' '}
        <Link to="/leads/$leadId" params={{ leadId }}>
          {[row.leadName, row.leadCompany].filter(Boolean).join(' · ') || w.lead}
        </Link>
        <p className="quiet">
          {[w[row.state], row.repName, reward.by, reward.paidRef, reward.reason].filter(Boolean).join(' · ')}{' '}
          {reward.dueAt ? <RelativeTime at={reward.dueAt} /> : null}
        </p>
        {flags.length > 0 && !cleared ? <p className="referral-flag">{w.flagged(sentence(flags))}</p> : null}
      </div>
      <RewardVerbs row={row} />
    </li>
  )
}

function RewardVerbs({ row }: { row: RewardLine }) {
  const w = useWords(referrerWords)
  const toast = useToast()
  const [refusing, setRefusing] = useState(false)
  const approves = useIs('manager', 'admin')
  const move = useVerb(moveReward, readsOfReferrals)
  const { leadId, referrerId, reward } = row
  const params = { leadId, referrerId }
  const currency = reward.currency ?? 'CNY'
  const to = (next: 'due' | 'approved' | 'paid' | 'refused', more: { amount?: number } = {}) =>
    move.mutate(
      { params, body: { to: next, ...more } },
      {
        onSuccess: () =>
          toast.done(
            w.done,
            next === 'approved' ? () => move.mutate({ params, body: { to: 'due' } }) : undefined,
          ),
        onError: toast.refused,
      },
    )
  const refuse = async (reason: string) => {
    try {
      await move.mutateAsync({ params, body: { to: 'refused', reason } })
      return true
    } catch (error) {
      toast.refused(error)
      return false
    }
  }
  const amount = reward.amount === null ? null : <Money minor={reward.amount} currency={currency} />
  return (
    <div className="reward-verbs">
      {reward.state === 'due' ? (
        <InputNumber<number>
          key={reward.amount ?? 0}
          size="small"
          min={0}
          precision={2}
          prefix={currency === 'CNY' ? '¥' : currency}
          aria-label={w.amount}
          defaultValue={(reward.amount ?? 0) / 100}
          onBlur={({ target }) => {
            const next = Math.round(Number(target.value.replace(/,/g, '')) * 100)
            if (Number.isFinite(next) && next !== reward.amount) to('due', { amount: next })
          }}
        />
      ) : (
        amount
      )}
      {approves && reward.state === 'due' ? (
        <Button size="small" type="primary" loading={move.isPending} onClick={() => to('approved')}>
          {w.approve}
        </Button>
      ) : null}
      {approves && reward.state === 'approved' ? (
        <Button size="small" type="primary" loading={move.isPending} onClick={() => to('paid')}>
          {w.pay}
        </Button>
      ) : null}
      {approves && (reward.state === 'approved' || reward.state === 'refused') ? (
        <Button size="small" onClick={() => to('due')}>
          {w.back}
        </Button>
      ) : null}
      {approves && (reward.state === 'due' || reward.state === 'approved') ? (
        <Button size="small" onClick={() => setRefusing(true)}>
          {w.refuseReward}
        </Button>
      ) : null}
      {refusing ? (
        <ReasonDialog
          title={w.refuseTitle}
          verb={w.refuseReward}
          onClose={() => setRefusing(false)}
          onGive={refuse}
        />
      ) : null}
    </div>
  )
}
