import { ArrowLeftOutlined } from '@ant-design/icons'
import { Link, useParams } from '@tanstack/react-router'
import { useWords } from '../../app/language.tsx'
import { Answer } from '../../ui/Answer.tsx'
import { Page } from '../../ui/Page.tsx'
import { usePhone } from '../../ui/usePhone.ts'
import { Banners } from './Banners.tsx'
import { Behaviour } from './behaviour/Behaviour.tsx'
import { Composer } from './Composer.tsx'
import { Consent } from './consent/Consent.tsx'
import { Decisions } from './decisions/Decisions.tsx'
import { Facts } from './Facts.tsx'
import { workplace } from './lead.ts'
import type { Lead } from './lead.ts'
import { LeadActions } from './LeadActions.tsx'
import { LeadStrip } from './LeadStrip.tsx'
import { OutboxBar } from './OutboxBar.tsx'
import { Referral } from './Referral.tsx'
import { ScoreHistory } from './score/ScoreHistory.tsx'
import { Trail } from './Trail.tsx'
import { useFollowup } from './useFollowup.ts'
import { useLead } from './useLead.ts'
import { useLeadVerbs } from './useLeadVerbs.ts'
import { leadWords, pageWords } from './words.ts'
import './lead.css'

/** A lead on a page of its own: facts at the left, what happened at the right. */
export function LeadPage() {
  const { leadId } = useParams({ from: '/shell/leads/$leadId' })
  const w = useWords(pageWords)
  const held = useLead(leadId)
  if (held.data) return <Opened key={leadId} lead={held.data} />
  return (
    <Page title={w.lead}>
      <Answer of={held} rows={12}>
        {() => null}
      </Answer>
    </Page>
  )
}

function Opened({ lead }: { lead: Lead }) {
  const w = useWords(pageWords)
  const l = useWords(leadWords)
  const phone = usePhone()
  const verbs = useLeadVerbs(lead)
  const followup = useFollowup(lead)
  const actions = <LeadActions lead={lead} verbs={verbs} onLog={followup.open} onDial={followup.dialled} />
  return (
    <div className="lead-page">
      <Page title={lead.name ?? l.nameless} about={workplace(lead)} actions={phone ? undefined : actions}>
        <Link to="/leads" className="lead-back">
          <ArrowLeftOutlined aria-hidden="true" /> {w.back}
        </Link>
        <OutboxBar />
        <LeadStrip lead={lead} />
        <Banners lead={lead} verbs={verbs} />
        <div className="lead-columns">
          <div>
            <Facts lead={lead} />
            <ScoreHistory leadId={lead.leadId} />
            <Referral lead={lead} />
            <Consent lead={lead} />
            <Behaviour leadId={lead.leadId} />
          </div>
          <div>
            {lead.holder.kind === 'pool' ? null : (
              <Composer
                lead={lead}
                draft={followup.draft}
                saving={followup.saving}
                calling={followup.calling}
                onChange={followup.change}
                onSave={followup.save}
                onCancel={followup.cancel}
              />
            )}
            <Decisions leadId={lead.leadId} />
            <Trail lead={lead} />
          </div>
        </div>
      </Page>
      {phone ? <div className="lead-foot">{actions}</div> : null}
    </div>
  )
}
