import { Button } from 'antd'
import { useState } from 'react'
import type { Scorecard } from '../../../../contract/policy.ts'
import type { LeadFacts } from '../../../../rules/matches.ts'
import { useWords } from '../../../app/language.tsx'
import { useMe } from '../../../app/session.ts'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { useNow } from '../../../ui/useNow.ts'
import { LeadFinder } from '../../policy/LeadFinder.tsx'
import { signed } from '../../policy/saying.ts'
import type { RuleVocabulary } from '../../policy/useSaying.ts'
import { tally } from './tally.ts'
import { scoreWords } from './words.ts'

interface ScoreTrialProps {
  card: Scorecard
  vocabulary: RuleVocabulary
  onClose: () => void
}

/** A held lead by the draft: its score as the sum it is, beside the score it has now. */
export function ScoreTrial({ card, vocabulary, onClose }: ScoreTrialProps) {
  const w = useWords(scoreWords)
  const [lead, setLead] = useState<LeadFacts>()
  return (
    <SidePanel title={w.try} label={w.try} onClose={onClose}>
      {lead ? (
        <>
          <Tallied card={card} vocabulary={vocabulary} lead={lead} />
          <Button className="after-lines" onClick={() => setLead(undefined)}>
            {w.another}
          </Button>
        </>
      ) : (
        <LeadFinder hint={w.tryHint} onPick={(_, facts) => setLead(facts)} />
      )}
    </SidePanel>
  )
}

function Tallied({ card, vocabulary, lead }: Omit<ScoreTrialProps, 'onClose'> & { lead: LeadFacts }) {
  const w = useWords(scoreWords)
  const { organisation } = useMe()
  const at = { now: useNow(), zone: organisation.timeZone }
  const { score, grade, met, unmet } = tally(card, lead, { fields: vocabulary.fields, at })
  return (
    <div className="tally">
      <p>
        <b>{(lead['name'] ?? lead['company'] ?? '') as string}</b>{' '}
        <small>{w.was(Number(lead['score']), String(lead['grade']))}</small>
      </p>
      <ul>
        {met.map(({ id, label, points, when }) => (
          <li key={id}>
            <b className={points < 0 ? 'figure points-minus' : 'figure points-plus'}>{signed(points)}</b>
            {label || vocabulary.say.condition(when)}
          </li>
        ))}
        <li className="tally-sum">
          <b className="figure">{score}</b>
          {w.would} {grade}
        </li>
        {unmet.map(({ id, label, points, when }) => (
          <li key={id} className="tally-unmet">
            <span className="figure">{signed(points)}</span>
            {w.notMet}: {label || vocabulary.say.condition(when)}
          </li>
        ))}
      </ul>
    </div>
  )
}
