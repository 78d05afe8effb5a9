import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { exportConsents, listPurposes, readConsents } from '../../../../contract/consent.ts'
import { readLead } from '../../../../contract/lead.ts'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { useLive } from '../../../app/live.ts'
import { keyOf, useEndpoint } from '../../../app/queries.ts'
import { RelativeTime } from '../../../ui/RelativeTime.tsx'
import { obstacle } from '../lead.ts'
import type { Lead } from '../lead.ts'
import { ConsentDialog } from './ConsentDialog.tsx'
import { Ledger } from './Ledger.tsx'
import { statesOf } from './standing.ts'
import type { Said } from './standing.ts'
import { consentWords } from './words.ts'
import './consent.css'

/** What the person agreed to, purpose by purpose, with the ledger behind it; for who sees the lead in full. */
export function Consent({ lead }: { lead: Lead }) {
  return obstacle(lead, 'edit') === undefined ? <Shown leadId={lead.leadId} /> : null
}

function Shown({ leadId }: { leadId: string }) {
  const w = useWords(consentWords)
  const { lang } = useLanguage()
  const client = useQueryClient()
  const purposes = useEndpoint(listPurposes, {}).data?.items ?? []
  const held = useEndpoint(readConsents, { params: { leadId } }, { staleTime: 0 })
  const [asking, setAsking] = useState<'record' | 'withdraw' | undefined>()
  const [open, setOpen] = useState(false)
  useLive(['lead'], ({ ids }) => {
    if (!ids || ids.includes(leadId)) void held.refetch()
  })
  if (!held.data) return null
  const { standing, items } = held.data
  const done = () => {
    setAsking(undefined)
    void held.refetch()
    void client.invalidateQueries({ queryKey: keyOf(readLead, { params: { leadId } }) })
  }
  return (
    <section className="lead-part consent" aria-label={w.title}>
      <header>
        <h3>{w.title}</h3>
        <Button size="small" onClick={() => setAsking('record')}>
          {w.record}
        </Button>
        <Button size="small" onClick={() => setAsking('withdraw')}>
          {w.withdraw}
        </Button>
      </header>
      <dl className="facts">
        {purposes.map(({ key, label }) => (
          <div key={key} className="fact">
            <dt>{label[lang]}</dt>
            <dd>
              {statesOf(standing, key).map((said) => (
                <State key={said.state} said={said} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
      {items.length > 0 ? (
        <p className="consent-foot">
          <button type="button" className="plain-link" aria-expanded={open} onClick={() => setOpen(!open)}>
            {w.ledger(items.length)}
          </button>
          <a href={exportConsents.path.replace(':leadId', leadId)} download>
            {w.export}
          </a>
        </p>
      ) : null}
      {open ? <Ledger items={items} purposes={purposes} /> : null}
      {asking ? (
        <ConsentDialog
          leadId={leadId}
          kind={asking}
          purposes={purposes}
          onClose={() => setAsking(undefined)}
          onDone={done}
        />
      ) : null}
    </section>
  )
}

function State({ said: { state, channels, since } }: { said: Said }) {
  const w = useWords(consentWords)
  return (
    <span className="consent-state" data-state={state} title={state === 'none' ? w.noneHint : undefined}>
      {channels.length > 0 ? `${channels.map((channel) => w[channel]).join(w.list)} ` : ''}
      <b>{w[state]}</b>
      {since ? (
        <span className="faint">
          {' · '}
          <RelativeTime at={since} />
        </span>
      ) : null}
    </span>
  )
}
