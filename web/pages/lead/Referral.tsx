import { Link } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import {
  barringFlags,
  clearReferral,
  judgeReferral,
  nameReferrer,
  readLeadReferral,
  type ReferralState,
} from '../../../contract/referral.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { Money } from '../../ui/Money.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { readsOfReferrals, useFlagSentence, useHow, useRewardWord } from '../referrers/useReferrers.ts'
import { referrerWords } from '../referrers/words.ts'
import type { Lead } from './lead.ts'
import { ReasonDialog } from './ReasonDialog.tsx'
import './referral.css'

type Named = Reply<typeof readLeadReferral>['items'][number]

/** Who referred a lead, what should be looked at, and what is owed for it. */
export function Referral({ lead }: { lead: Lead }) {
  const w = useWords(referrerWords)
  const { leadId, closedAs } = lead
  const held = useEndpoint(readLeadReferral, { params: { leadId } })
  const works = useIs('rep', 'manager', 'admin') && closedAs !== 'erased' && closedAs !== 'merged'
  const items = held.data?.items ?? []
  if (!held.data || (items.length === 0 && !works)) return null
  return (
    <section className="lead-part lead-referral" aria-label={w.referredBy}>
      <h3>{w.referredBy}</h3>
      {items.length > 0 ? (
        <ul>
          {items.map((named) => (
            <One key={named.referrerId} named={named} several={items.length > 1} />
          ))}
        </ul>
      ) : null}
      {works ? <NameOne leadId={leadId} none={items.length === 0} /> : null}
    </section>
  )
}

function One({ named, several }: { named: Named; several: boolean }) {
  const w = useWords(referrerWords)
  const how = useHow()
  const sentence = useFlagSentence()
  const rewardWord = useRewardWord()
  const { referrerId, name, code, kind, counts, state, flags, cleared, reward, reason, repName } = named
  const barred = flags.some((flag) => barringFlags.includes(flag))
  return (
    <li>
      <p className={counts ? undefined : 'quiet'}>
        <Link to="/referrers" search={{ open: referrerId } as never}>
          <b>{name ?? code}</b>
        </Link>{' '}
        {[w[kind], how(named.how), repName, several ? (counts ? w.counts : w.beside) : null, w[state]]
          .filter(Boolean)
          .join(' · ')}
        {reason ? <span className="quiet"> · {reason}</span> : null}
        {reward.state === 'none' ? null : (
          <>
            {' '}
            · {w.reward} {rewardWord(reward.state)}{' '}
            {reward.amount !== null && reward.currency ? (
              <Money minor={reward.amount} currency={reward.currency} />
            ) : null}
          </>
        )}
      </p>
      {flags.length > 0 ? (
        <p className={cleared ? 'quiet' : 'referral-flag'} role={cleared ? undefined : 'note'}>
          {cleared
            ? w.clearedBy(cleared.by, cleared.note ?? sentence(flags))
            : `${w.flagged(sentence(flags))}${barred ? w.barred : ''}`}
        </p>
      ) : null}
      <Judge named={named} />
    </li>
  )
}

function Judge({ named }: { named: Named }) {
  const w = useWords(referrerWords)
  const toast = useToast()
  const [refusing, setRefusing] = useState(false)
  const judges = useIs('manager', 'marketer', 'admin')
  const clears = useIs('manager', 'admin')
  const judge = useVerb(judgeReferral, readsOfReferrals)
  const clear = useVerb(clearReferral, readsOfReferrals)
  const { leadId, referrerId, state, flags, cleared } = named
  const params = { leadId, referrerId }
  const said = { onSuccess: () => toast.done(w.done), onError: toast.refused }
  const to = (next: ReferralState) => judge.mutate({ params, body: { to: next } }, said)
  const refuse = async (reason: string) => {
    try {
      await judge.mutateAsync({ params, body: { to: 'refused', reason } })
      return true
    } catch (error) {
      toast.refused(error)
      return false
    }
  }
  if (!judges) return null
  return (
    <div className="referral-verbs">
      {state === 'verified' ? (
        <Button size="small" onClick={() => to('unverified')}>
          {w.unverify}
        </Button>
      ) : (
        <Button size="small" onClick={() => to('verified')}>
          {w.verify}
        </Button>
      )}
      {state === 'refused' ? null : (
        <Button size="small" onClick={() => setRefusing(true)}>
          {w.refuse}
        </Button>
      )}
      {clears && flags.length > 0 ? (
        <Button size="small" onClick={() => clear.mutate({ params, body: { fine: !cleared } }, said)}>
          {cleared ? w.unfine : w.fine}
        </Button>
      ) : null}
      {refusing ? (
        <ReasonDialog
          title={w.refuseTitle}
          verb={w.refuse}
          onClose={() => setRefusing(false)}
          onGive={refuse}
        />
      ) : null}
    </div>
  )
}

/** One line: a code, a phone or an e-mail, and Enter. */
function NameOne({ leadId, none }: { leadId: string; none: boolean }) {
  const w = useWords(referrerWords)
  const toast = useToast()
  const [open, setOpen] = useState(false)
  const name = useVerb(nameReferrer, readsOfReferrals)
  const send = (text: string) => {
    const named = text.trim()
    if (!named) return
    name.mutate(
      { params: { leadId }, body: { named } },
      {
        onSuccess: () => {
          toast.done(w.done)
          setOpen(false)
        },
        onError: toast.refused,
      },
    )
  }
  if (!open)
    return (
      <button type="button" className="plain-link" onClick={() => setOpen(true)}>
        {none ? w.nameThem : `+ ${w.nameThem}`}
      </button>
    )
  return (
    <Input.Search
      autoFocus
      size="small"
      aria-label={w.nameThem}
      placeholder={w.namePrompt}
      enterButton={w.save}
      loading={name.isPending}
      maxLength={200}
      onSearch={send}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        setOpen(false)
      }}
    />
  )
}
