import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import {
  archiveReferrer,
  judgeReferrer,
  readReferrer,
  type ReferralState,
} from '../../../contract/referral.ts'
import { listForms } from '../../../contract/settings.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Section } from '../../ui/Page.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { ReasonDialog } from '../lead/ReasonDialog.tsx'
import { ReferrerForm } from './ReferrerForm.tsx'
import { StateMark } from './ReferrerTable.tsx'
import type { Change, ReferrersSearch } from './search.ts'
import { type ReferrerCard, readsOfReferrals, useFlagSentence, useRewardWord } from './useReferrers.ts'
import { referrerWords } from './words.ts'

interface ReferrerPanelProps {
  open: NonNullable<ReferrersSearch['open']>
  onChange: Change
}

/** One referrer beside the list, or a new one. */
export function ReferrerPanel({ open, onChange }: ReferrerPanelProps) {
  const w = useWords(referrerWords)
  const close = () => onChange({ open: undefined })
  if (open !== 'new') return <Held referrerId={open} onClose={close} />
  return (
    <SidePanel title={w.add} label={w.add} onClose={close}>
      <ReferrerForm onSaved={(referrerId) => onChange({ open: referrerId })} />
    </SidePanel>
  )
}

function Held({ referrerId, onClose }: { referrerId: string; onClose: () => void }) {
  const w = useWords(referrerWords)
  const held = useEndpoint(readReferrer, { params: { referrerId } })
  const writes = useIs('manager', 'marketer', 'admin')
  const title = held.data?.name ?? held.data?.code ?? w.list
  return (
    <SidePanel
      title={title}
      label={title}
      onClose={onClose}
      {...(held.data && writes ? { foot: <Verbs referrer={held.data} /> } : {})}
    >
      <Answer of={held} rows={10}>
        {(referrer) => (
          <>
            <p className="referrer-head">
              {w[referrer.kind]} <StateMark state={referrer.state} />
              {referrer.reason ? <span className="quiet">{referrer.reason}</span> : null}
            </p>
            <p className="quiet">
              {w.rep}：
              {referrer.rep
                ? referrer.rep.left
                  ? w.left(referrer.rep.name ?? '—')
                  : referrer.rep.name
                : w.noRep}
            </p>
            <Links code={referrer.code} />
            {referrer.masked ? <p className="quiet">{w.masked}</p> : null}
            <ReferrerForm key={referrer.version} referrer={referrer} />
            <Leads referrer={referrer} />
          </>
        )}
      </Answer>
    </SidePanel>
  )
}

/** The code, and the forms it may be handed out with. */
function Links({ code }: { code: string }) {
  const w = useWords(referrerWords)
  const toast = useToast()
  const may = useIs('manager', 'marketer', 'admin')
  const forms = useEndpoint(listForms, {}, { enabled: may, staleTime: 60_000 }).data?.items ?? []
  const active = forms.filter((form) => form.active)
  const copy = (text: string) =>
    void navigator.clipboard.writeText(text).then(() => toast.done(w.copied), toast.refused)
  return (
    <div className="referrer-links">
      <p>
        {w.code} <b className="figure referrer-code">{code}</b>
        <Button size="small" onClick={() => copy(code)}>
          {w.copyCode}
        </Button>
      </p>
      {active.map(({ formId, title, url }) => (
        <p key={formId}>
          <span className="referrer-form">{title}</span>
          <Button
            size="small"
            aria-label={`${w.copyLink}: ${title}`}
            onClick={() => copy(`${url}?code=${code}`)}
          >
            {w.copyLink}
          </Button>
        </p>
      ))}
      {may && active.length === 0 ? <p className="faint">{w.noForms}</p> : null}
    </div>
  )
}

function Leads({ referrer: { referrals } }: { referrer: ReferrerCard }) {
  const w = useWords(referrerWords)
  const sentence = useFlagSentence()
  const rewardWord = useRewardWord()
  if (referrals.length === 0) return null
  return (
    <Section title={w.leads}>
      <ul className="referrer-leads">
        {referrals.map(({ leadId, leadName, leadCompany, at, counts, flags, cleared, state, reward }) => (
          <li key={leadId}>
            <span>
              {(leadName ?? leadCompany) ? (
                <Link to="/leads/$leadId" params={{ leadId }}>
                  {[leadName, leadCompany].filter(Boolean).join(' · ')}
                </Link>
              ) : (
                <span className="faint">{w.unseenLead}</span>
              )}{' '}
              <RelativeTime at={at} />
            </span>
            <span className="quiet">
              {[counts ? w[state] : w.beside, rewardWord(reward.state)].filter(Boolean).join(' · ')}
            </span>
            {flags.length > 0 && !cleared ? <small className="referral-flag">{sentence(flags)}</small> : null}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Verbs({ referrer }: { referrer: ReferrerCard }) {
  const w = useWords(referrerWords)
  const toast = useToast()
  const [refusing, setRefusing] = useState(false)
  const judge = useVerb(judgeReferrer, readsOfReferrals)
  const archive = useVerb(archiveReferrer, readsOfReferrals)
  const { referrerId, state, archivedAt } = referrer
  const params = { referrerId }
  const to = (next: ReferralState) =>
    judge.mutate(
      { params, body: { to: next } },
      {
        onSuccess: () => toast.done(w.done, () => judge.mutate({ params, body: { to: state } })),
        onError: toast.refused,
      },
    )
  const refuse = async (reason: string) => {
    try {
      await judge.mutateAsync({ params, body: { to: 'refused', reason } })
      return true
    } catch (error) {
      toast.refused(error)
      return false
    }
  }
  const put = (archived: boolean) =>
    archive.mutate(
      { params, body: { archived } },
      {
        onSuccess: () => toast.done(w.done, () => archive.mutate({ params, body: { archived: !archived } })),
        onError: toast.refused,
      },
    )
  return (
    <>
      {state === 'verified' ? (
        <Button onClick={() => to('unverified')}>{w.unverify}</Button>
      ) : (
        <Button type="primary" loading={judge.isPending} onClick={() => to('verified')}>
          {w.verify}
        </Button>
      )}
      {state === 'refused' ? null : <Button onClick={() => setRefusing(true)}>{w.refuse}</Button>}
      <Button loading={archive.isPending} onClick={() => put(archivedAt === null)}>
        {archivedAt === null ? w.archive : w.restore}
      </Button>
      {refusing ? (
        <ReasonDialog
          title={w.refuseTitle}
          verb={w.refuse}
          onClose={() => setRefusing(false)}
          onGive={refuse}
        />
      ) : null}
    </>
  )
}
