import { useState } from 'react'
import { explainLead } from '../../../../contract/learned.ts'
import { Refused } from '../../../app/api.ts'
import { useWords } from '../../../app/language.tsx'
import { useEndpoint } from '../../../app/queries.ts'
import { Answer } from '../../../ui/Answer.tsx'
import { useRuleVocabulary } from '../../policy/useSaying.ts'
import { feedbackWords } from './words.ts'

/** Folded away: the chance to win by the learned scorecard, in plain words, and what weighs most. */
export function LearnedSays({ leadId }: { leadId: string }) {
  const w = useWords(feedbackWords)
  const [open, setOpen] = useState(false)
  return (
    <div className="learned-says">
      <button type="button" className="plain-link" aria-expanded={open} onClick={() => setOpen(!open)}>
        {w.learned}
      </button>
      {open ? <Says leadId={leadId} /> : null}
    </div>
  )
}

function Says({ leadId }: { leadId: string }) {
  const w = useWords(feedbackWords)
  const said = useEndpoint(explainLead, { params: { leadId } })
  const { say } = useRuleVocabulary()
  if (said.error instanceof Refused && said.error.code === 'score.no_model') return <p>{w.noModel}</p>
  return (
    <Answer of={said} rows={3}>
      {({ chance, reasons }) => (
        <>
          <p>
            {w.chance(inHundred(chance))} {reasons.length > 0 ? w.because : w.noReasons}
          </p>
          {reasons.length > 0 ? (
            <ul>
              {reasons.map(({ when, points }) => (
                <li key={JSON.stringify(when)}>
                  <b className={points < 0 ? 'figure points-minus' : 'figure points-plus'}>
                    {points < 0 ? `−${-points}` : `+${points}`}
                  </b>
                  <span>{say.condition(when)}</span>
                </li>
              ))}
            </ul>
          ) : null}
        </>
      )}
    </Answer>
  )
}

/** 23 of 100; below one in a hundred it is told to a tenth. */
const inHundred = (chance: number) =>
  chance < 0.01 ? (chance * 100).toFixed(1) : String(Math.round(chance * 100))
