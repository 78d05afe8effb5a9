import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { openDispute } from '../../../contract/dispute.ts'
import { readLead } from '../../../contract/lead.ts'
import type { Sent } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { useIs, useMe } from '../../app/session.ts'
import { DisputeDialog } from './DisputeDialog.tsx'
import { disputeWords } from './words.ts'

interface TakenProps {
  customer: Sent<typeof openDispute>['body']['customer']
  /** The lead held, where the reader may see it. */
  leadId: string | null
}

/** The way on for a rep whose customer another rep has: a dispute, and the way to it once it is opened. */
export function TakenBy({ customer, leadId }: TakenProps) {
  const w = useWords(disputeWords)
  const { userId } = useMe()
  const rep = useIs('rep')
  const lead = useEndpoint(
    readLead,
    { params: { leadId: leadId ?? '' } },
    { enabled: rep && leadId !== null, retry: false },
  )
  const [asking, setAsking] = useState(false)
  const [opened, setOpened] = useState<string>()
  const anothers = leadId === null || (lead.data !== undefined && lead.data.holder.id !== userId)
  if (!rep || !anothers) return null
  if (opened)
    return (
      <>
        · {w.disputed}{' '}
        <Link to="/disputes" search={{ dispute: opened }}>
          {w.toDispute}
        </Link>
      </>
    )
  return (
    <>
      <button type="button" className="plain-link" onClick={() => setAsking(true)}>
        {w.dispute}
      </button>
      {asking ? (
        <DisputeDialog
          customer={customer}
          onClose={() => setAsking(false)}
          onOpened={(disputeId) => {
            setAsking(false)
            setOpened(disputeId)
          }}
        />
      ) : null}
    </>
  )
}
