import { Alert, Button } from 'antd'
import { useState } from 'react'
import { readDecisions } from '../../../../contract/assign.ts'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { useLive } from '../../../app/live.ts'
import { useEndpoint } from '../../../app/queries.ts'
import { useIs, useMe } from '../../../app/session.ts'
import { Answer } from '../../../ui/Answer.tsx'
import { RelativeTime } from '../../../ui/RelativeTime.tsx'
import { meritWords, sayMerit, share } from '../../policy/merit.ts'
import { CandidateTable } from './CandidateTable.tsx'
import { type Decision, sayDecision, sayMine } from './say.ts'
import { decisionWords } from './words.ts'
import './decisions.css'

/** Why whoever has a lead got it, and why nobody else did; read when it is asked. */
export function Decisions({ leadId }: { leadId: string }) {
  const w = useWords(decisionWords)
  const [open, setOpen] = useState(false)
  return (
    <section className="lead-part decisions" aria-label={w.title}>
      <Button type="text" size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? w.hide : w.ask}
      </Button>
      {open ? <Told leadId={leadId} /> : null}
    </section>
  )
}

function Told({ leadId }: { leadId: string }) {
  const w = useWords(decisionWords)
  const [all, setAll] = useState(false)
  const held = useEndpoint(readDecisions, { params: { leadId } })
  useLive(['lead'], ({ ids }) => {
    if (!ids || ids.includes(leadId)) void held.refetch()
  })
  return (
    <Answer of={held} rows={3}>
      {({ items: [newest, ...older] }) =>
        newest ? (
          <>
            <One decision={newest} />
            {all ? older.map((each) => <One key={each.decisionId} decision={each} />) : null}
            {older.length > 0 && !all ? (
              <Button size="small" type="text" onClick={() => setAll(true)}>
                {w.older(older.length)}
              </Button>
            ) : null}
          </>
        ) : (
          <p className="quietly">{w.none}</p>
        )
      }
    </Answer>
  )
}

function One({ decision }: { decision: Decision }) {
  const w = useWords(decisionWords)
  const { lang } = useLanguage()
  const { userId } = useMe()
  const rep = useIs('rep')
  const mine = rep ? sayMine(decision, userId, lang) : undefined
  const { at, policyVersion, replayed, passed, candidates, merit, next } = decision
  const m = useWords(meritWords)
  return (
    <article className="decision">
      <p>
        <b>{sayDecision(decision, lang)}</b>
        <small>
          {w.version(policyVersion)} · <RelativeTime at={at} />
          {replayed === 'same' ? ` · ${w.same}` : ''}
        </small>
      </p>
      {mine ? <p className="decision-mine">{mine}</p> : null}
      {merit ? (
        <p className="quietly">
          {[...sayMerit(merit, lang), ...(merit.chance === null ? [] : [m.chance(share(merit.chance))])].join(
            w.stop,
          )}
        </p>
      ) : null}
      {next ? <p className="quietly">{w.next(next.name)}</p> : null}
      {passed.map(({ id, name, because }) => (
        <p key={id} className="quietly">
          {w.passed(name || w.noName, w[because as 'nobody'] ?? because)}
        </p>
      ))}
      {replayed === 'erased' ? <p className="quietly">{w.erased}</p> : null}
      {replayed === 'differs' ? <Alert type="warning" showIcon title={w.differs} /> : null}
      {candidates.length > 0 ? <CandidateTable candidates={candidates} /> : null}
    </article>
  )
}
