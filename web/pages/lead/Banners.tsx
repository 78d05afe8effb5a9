import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { useIs } from '../../app/session.ts'
import { Money } from '../../ui/Money.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { AssignDialog } from './AssignDialog.tsx'
import { KnownCustomer } from './KnownCustomer.tsx'
import { knows, obstacle } from './lead.ts'
import type { Lead } from './lead.ts'
import { MakeUp } from './makeup/MakeUp.tsx'
import { Standing } from './profile/Standing.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'
import { HolderName } from './Stage.tsx'
import { lapsed } from './trail.ts'
import { trailWords } from './trailWords.ts'
import type { LeadVerbs } from './useLeadVerbs.ts'
import { PriorityBanner } from './value/PriorityBanner.tsx'
import { leadWords, pageWords } from './words.ts'

/** What the reader should know before anything else: why it is in quarantine, whose double it may be, how it ended. */
export function Banners({ lead, verbs }: { lead: Lead; verbs: LeadVerbs }) {
  return (
    <>
      <PriorityBanner lead={lead} />
      <Standing lead={lead} verbs={verbs} />
      {lead.holder.kind === 'waiting' ? <Waiting lead={lead} verbs={verbs} /> : null}
      {lead.customer ? <KnownCustomer of={lead.customer} /> : null}
      {lead.gateReasons && lead.holder.kind === 'quarantine' ? (
        <Quarantined lead={lead} verbs={verbs} />
      ) : null}
      {lead.mergedInto ? (
        <MergedInto leadId={lead.mergedInto} />
      ) : lead.duplicateOf ? (
        <Conflict lead={lead} twinId={lead.duplicateOf} />
      ) : null}
      {lead.closedAs && lead.closedAs !== 'merged' ? <Ended lead={lead} as={lead.closedAs} /> : null}
    </>
  )
}

function Waiting({ lead, verbs }: { lead: Lead; verbs: LeadVerbs }) {
  const w = useWords(pageWords)
  const [assigning, setAssigning] = useState(false)
  return (
    <div className="banner" data-tone="grey">
      <HolderName of={lead} />
      {obstacle(lead, 'assign') === undefined ? (
        <div className="banner-do">
          <Button size="small" onClick={() => setAssigning(true)}>
            {w.assign}
          </Button>
        </div>
      ) : null}
      {assigning ? (
        <AssignDialog title={w.assign} onClose={() => setAssigning(false)} onAssign={verbs.assign} />
      ) : null}
    </div>
  )
}

function Quarantined({ lead, verbs }: { lead: Lead; verbs: LeadVerbs }) {
  const w = useWords(pageWords)
  const why = knows(lead, 'letGo') ? obstacle(lead, 'letGo') : ''
  const approver = useIs('manager', 'admin')
  const [approving, setApproving] = useState(false)
  const codes = lead.gateReasons?.map(({ code }) => code) ?? []
  return (
    <div className="banner" data-tone="ochre">
      <b>{w.inQuarantine}</b>
      <ul>
        {lead.gateReasons?.map(({ code, field, message }) => (
          <li key={`${code}${field}`}>{message}</li>
        ))}
      </ul>
      {why === undefined ? (
        <div className="banner-do">
          <Button size="small" type="primary" onClick={() => void verbs.judgeAgain(false)}>
            {w.letGo}
          </Button>
          {codes.every((code) => code.startsWith('compliance.')) ? null : (
            <Button size="small" onClick={() => void verbs.judgeAgain(true)}>
              {w.letGoAnyway}
            </Button>
          )}
          {approver && codes.includes('compliance.approval') ? (
            <Button size="small" onClick={() => setApproving(true)}>
              {w.approve}
            </Button>
          ) : null}
        </div>
      ) : null}
      {approving ? (
        <ReasonDialog
          title={w.approveWhy}
          verb={w.approve.replace('…', '')}
          onClose={() => setApproving(false)}
          onGive={verbs.approve}
        />
      ) : null}
    </div>
  )
}

function Conflict({ lead, twinId }: { lead: Lead; twinId: string }) {
  const w = useWords(pageWords)
  return (
    <div className="banner" data-tone="ochre">
      {w.duplicateOf}{' '}
      <Link to="/leads/$leadId" params={{ leadId: twinId }}>
        {w.seeOther}
      </Link>
      {obstacle(lead, 'merge') === undefined ? (
        <>
          {' · '}
          <Link to="/leads/merge" search={{ leads: [lead.leadId, twinId] }}>
            {w.compareMerge}
          </Link>
        </>
      ) : null}
    </div>
  )
}

function MergedInto({ leadId }: { leadId: string }) {
  const w = useWords(pageWords)
  return (
    <div className="banner" data-tone="grey">
      {w.mergedInto}{' '}
      <Link to="/leads/$leadId" params={{ leadId }}>
        {w.openSurvivor}
      </Link>
    </div>
  )
}

function Ended({
  lead: { leadId, stageAt, stageReason, amount, currency },
  as,
}: {
  lead: Lead
  as: NonNullable<Lead['closedAs']>
}) {
  const w = useWords(pageWords)
  const l = useWords(leadWords)
  const t = useWords(trailWords)
  return (
    <div className="banner" data-tone={as === 'converted' ? 'leaf' : 'grey'}>
      {w.closedAs(l[as])} · <RelativeTime at={stageAt} />
      {amount !== null && currency ? (
        <>
          {' · '}
          <b>
            <Money minor={amount} currency={currency} />
          </b>
        </>
      ) : null}
      {stageReason ? <p>{stageReason === lapsed ? t.lapsed : stageReason}</p> : null}
      {as === 'invalid' ? <MakeUp leadId={leadId} /> : null}
    </div>
  )
}
