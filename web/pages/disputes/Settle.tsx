import { Button, Input } from 'antd'
import { useState } from 'react'
import { listDisputes, readDispute, settleDispute } from '../../../contract/dispute.ts'
import { readLead } from '../../../contract/lead.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { useToast } from '../../ui/useToast.tsx'
import type { Judged } from './say.ts'
import { disputeWords } from './words.ts'

/** A manager's two verbs, the one the rules speak for first in sight, with what cannot be done and why. */
export function Settle({ of }: { of: Judged }) {
  const w = useWords(disputeWords)
  const toast = useToast()
  const [note, setNote] = useState('')
  const { disputeId, leadId, holder, claimant, verdict } = of
  const lead = useEndpoint(readLead, { params: { leadId: leadId ?? '' } }, { enabled: leadId !== null })
  const closed = lead.data?.holder.kind === 'closed'
  const settle = useVerb(settleDispute, [listDisputes, readDispute, readLead])
  const give = (to: 'holder' | 'claimant') => {
    const name = to === 'holder' ? holder.name : claimant.name
    settle.mutate(
      { params: { disputeId }, body: { to, note } },
      { onSuccess: () => toast.done(w.done(name)), onError: toast.refused },
    )
  }
  const look = (id: string) => (verdict.owner === id ? ('primary' as const) : ('default' as const))
  return (
    <div className="dispute-settle">
      <Input.TextArea
        aria-label={w.note}
        placeholder={w.note}
        autoSize={{ minRows: 1, maxRows: 4 }}
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <div>
        <Button type={look(holder.id)} loading={settle.isPending} onClick={() => give('holder')}>
          {w.toHolder(holder.name)}
        </Button>
        <Button
          type={look(claimant.id)}
          disabled={closed}
          aria-describedby={closed ? 'dispute-closed' : undefined}
          loading={settle.isPending}
          onClick={() => give('claimant')}
        >
          {w.toClaimant(claimant.name)}
        </Button>
      </div>
      {closed ? <small id="dispute-closed">{w.closedLead}</small> : null}
    </div>
  )
}
