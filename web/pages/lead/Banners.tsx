import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useWords } from '../../app/language.tsx'
import { Money } from '../../ui/Money.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { KnownCustomer } from './KnownCustomer.tsx'
import { knows, obstacle } from './lead.ts'
import type { Lead } from './lead.ts'
import type { LeadVerbs } from './useLeadVerbs.ts'
import { leadWords, pageWords } from './words.ts'

/** What the reader should know before anything else: why it is in quarantine, whose double it may be, how it ended. */
export function Banners({ lead, verbs }: { lead: Lead; verbs: LeadVerbs }) {
  return (
    <>
      {lead.customer ? <KnownCustomer of={lead.customer} /> : null}
      {lead.gateReasons && lead.holder.kind === 'quarantine' ? (
        <Quarantined lead={lead} verbs={verbs} />
      ) : null}
      {lead.duplicateOf ? <Conflict leadId={lead.duplicateOf} /> : null}
      {lead.closedAs ? <Ended lead={lead} as={lead.closedAs} /> : null}
    </>
  )
}

function Quarantined({ lead, verbs }: { lead: Lead; verbs: LeadVerbs }) {
  const w = useWords(pageWords)
  const why = knows(lead, 'letGo') ? obstacle(lead, 'letGo') : ''
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
          <Button size="small" onClick={() => void verbs.judgeAgain(true)}>
            {w.letGoAnyway}
          </Button>
        </div>
      ) : null}
    </div>
  )
}

function Conflict({ leadId }: { leadId: string }) {
  const w = useWords(pageWords)
  return (
    <div className="banner" data-tone="ochre">
      {w.duplicateOf}{' '}
      <Link to="/leads/$leadId" params={{ leadId }}>
        {w.seeOther}
      </Link>
    </div>
  )
}

function Ended({
  lead: { stageAt, stageReason, amount, currency },
  as,
}: {
  lead: Lead
  as: NonNullable<Lead['closedAs']>
}) {
  const w = useWords(pageWords)
  const l = useWords(leadWords)
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
      {stageReason ? <p>{stageReason}</p> : null}
    </div>
  )
}
