import { Button } from 'antd'
import { listLeads, readLead } from '../../../../contract/lead.ts'
import { tryValue } from '../../../../contract/priority.ts'
import type { ValuePolicy } from '../../../../contract/value.ts'
import type { Reply } from '../../../app/api.ts'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { useEndpoint } from '../../../app/queries.ts'
import { Answer } from '../../../ui/Answer.tsx'
import { exactMoney } from '../../../ui/format.ts'
import { Section } from '../../../ui/Page.tsx'
import { groundsSaid, sumSaid } from '../../lead/value/sayValue.ts'
import { valueSettingsWords } from './words.ts'

interface ExampleProps {
  policy: ValuePolicy
  sound: boolean
  /** The newest one unless one was picked. */
  leadId: string | undefined
  onAnother: () => void
}

/** A held lead by the draft, as a sum with where every figure is from. */
export function Example({ policy, sound, leadId, onAnother }: ExampleProps) {
  const w = useWords(valueSettingsWords)
  const newest = useEndpoint(listLeads, { query: { limit: 1 } }, { enabled: leadId === undefined }).data
    ?.items[0]
  const lead = leadId ?? newest?.leadId
  return (
    <Section
      title={w.example}
      actions={
        <Button size="small" onClick={onAnother}>
          {w.another}
        </Button>
      }
    >
      {!sound ? (
        <p className="quietly">{w.unfinished}</p>
      ) : lead ? (
        <Tried lead={lead} policy={policy} />
      ) : (
        <p className="quietly">{w.noLead}</p>
      )}
    </Section>
  )
}

function Tried({ lead, policy }: { lead: string; policy: ValuePolicy }) {
  const named = useEndpoint(readLead, { params: { leadId: lead } }).data
  const tried = useEndpoint(tryValue, { body: { lead, draft: policy } }, { keep: true, staleTime: 5_000 })
  return (
    <>
      <b>{[named?.name, named?.company].filter(Boolean).join(' · ')}</b>
      <Answer of={tried}>{(held) => <Told held={held} />}</Answer>
    </>
  )
}

function Told({ held }: { held: Reply<typeof tryValue> }) {
  const w = useWords(valueSettingsWords)
  const { lang } = useLanguage()
  const { currency, history, priority } = held
  const say = { lang, currency }
  const mean = history.meanSale === null ? '' : exactMoney(history.meanSale, currency, lang)
  return (
    <div className="value-example">
      <p className="value-sum figure">{sumSaid(held.value, say)}</p>
      <ul>
        {groundsSaid(held.value, say).map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <p className="quietly">
        {priority ? w.isPriority : w.isNone} · {w.base(history.sales, mean, history.won, history.ended)}
      </p>
    </div>
  )
}
