import { Link } from '@tanstack/react-router'
import { readDispute } from '../../../contract/dispute.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { useIs, useMe } from '../../app/session.ts'
import { Answer } from '../../ui/Answer.tsx'
import { relativeTime } from '../../ui/format.ts'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { useNow } from '../../ui/useNow.ts'
import { Chains } from './Chains.tsx'
import { saySquatters, sayVerdict } from './say.ts'
import type { Judged } from './say.ts'
import { Settle } from './Settle.tsx'
import { disputeWords } from './words.ts'

interface PanelProps {
  disputeId: string
  onClose: () => void
}

/** One dispute: what each side can point at, what the rules say of it, and how it was settled or who can. */
export function DisputePanel({ disputeId, onClose }: PanelProps) {
  const w = useWords(disputeWords)
  const settles = useIs('manager', 'admin')
  const read = useEndpoint(readDispute, { params: { disputeId } })
  const told = read.data
  const title = told ? `${told.claimant.name} ↔ ${told.holder.name}` : w.title
  const isOpen = told?.settledAt === null
  return (
    <SidePanel
      title={title}
      label={w.title}
      onClose={onClose}
      foot={
        isOpen ? (
          settles ? (
            <Settle of={told} />
          ) : (
            <span className="dispute-faint">{w.waiting}</span>
          )
        ) : undefined
      }
    >
      <Answer of={read} rows={8}>
        {(data) => <Told of={data} />}
      </Answer>
    </SidePanel>
  )
}

function Told({ of }: { of: Judged }) {
  const w = useWords(disputeWords)
  const { lang } = useLanguage()
  const { organisation } = useMe()
  const now = useNow()
  const squatters = saySquatters(of, lang)
  return (
    <div className="dispute">
      <p className="dispute-lead">
        {of.leadId ? (
          <Link to="/leads/$leadId" params={{ leadId: of.leadId }}>
            {of.leadName ?? w.nameless}
          </Link>
        ) : (
          <span className="dispute-faint">{w.hidden}</span>
        )}
      </p>
      {of.settledAt ? <Settled of={of} /> : null}
      <section aria-label={w.verdict}>
        <h3>{w.verdict}</h3>
        <p className="dispute-verdict">{sayVerdict(of, { lang, zone: organisation.timeZone, now })}</p>
        {squatters.map((line) => (
          <p key={line} className="notice notice-ochre">
            {line}
          </p>
        ))}
      </section>
      <section aria-label={w.reason}>
        <h3>{w.claims(of.claimant.name)}</h3>
        <p className="dispute-reason">{of.reason}</p>
      </section>
      <section aria-label={w.chains}>
        <h3>{w.chains}</h3>
        <Chains of={of} />
      </section>
    </div>
  )
}

function Settled({ of }: { of: Judged }) {
  const w = useWords(disputeWords)
  const { lang } = useLanguage()
  const now = useNow()
  const to = of.awardedTo === of.claimant.id ? of.claimant.name : of.holder.name
  const when = relativeTime(new Date(of.settledAt ?? 0), now, { lang })
  return (
    <div className="dispute-settled" role="status">
      <b>{w.settledBy(of.settledBy?.name ?? w.someone, to, lang === 'zh' ? `${when} ` : when)}</b>
      {of.note ? <p>{of.note}</p> : null}
    </div>
  )
}
