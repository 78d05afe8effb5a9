import { Button } from 'antd'
import { useState } from 'react'
import type { ScorePolicy } from '../../../../contract/scorecard.ts'
import { scorer } from '../../../../contract/scoring/score.ts'
import type { LeadFacts } from '../../../../rules/matches.ts'
import { useWords } from '../../../app/language.tsx'
import { useMe } from '../../../app/session.ts'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { useNow } from '../../../ui/useNow.ts'
import { LeadFinder } from '../../policy/LeadFinder.tsx'
import { plain } from '../../policy/saying.ts'
import { sayCriterion, signed } from '../../policy/sayScore.ts'
import type { RuleVocabulary } from '../../policy/useSaying.ts'
import { finished } from './cards.ts'
import { asksBehaviour } from './gradeCounts.ts'
import { scoreWords } from './words.ts'

interface ScoreTrialProps {
  policy: ScorePolicy
  vocabulary: RuleVocabulary
  onClose: () => void
}

/** A held lead by the draft: its score as the sum it is, beside the score it has now. */
export function ScoreTrial({ policy, vocabulary, onClose }: ScoreTrialProps) {
  const w = useWords(scoreWords)
  const [lead, setLead] = useState<LeadFacts>()
  return (
    <SidePanel title={w.try} label={w.try} onClose={onClose}>
      {lead ? (
        <>
          <Tallied policy={policy} vocabulary={vocabulary} lead={lead} />
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

function Tallied({ policy, vocabulary, lead }: Omit<ScoreTrialProps, 'onClose'> & { lead: LeadFacts }) {
  const w = useWords(scoreWords)
  const { organisation } = useMe()
  const at = { now: useNow(), zone: organisation.timeZone }
  const whole = finished(policy, vocabulary.fields)
  const { card: cardId, score, grade, terms } = scorer(whole, vocabulary.fields, at)(lead)
  const card = whole.cards.find(({ id }) => id === cardId)
  const given = new Map(terms.map((term) => [term.id, term]))
  const criteria = card?.groups.flatMap((group) => group.criteria) ?? []
  const caps = terms.filter(({ id }) => id.startsWith('cap:'))
  return (
    <div className="tally">
      <p>
        <b>{(lead['name'] ?? lead['company'] ?? '') as string}</b>{' '}
        <small>{w.was(Number(lead['score']), String(lead['grade']))}</small>
        <br />
        <small>{card ? w.byCard(card.name) : w.noCard}</small>
      </p>
      <ul>
        {criteria
          .filter(({ id }) => given.has(id))
          .map((criterion) => (
            <TallyLine
              key={criterion.id}
              points={given.get(criterion.id)!.points}
              text={criterion.label || plain(sayCriterion(criterion, vocabulary.say).slice(2))}
            />
          ))}
        {caps.map(({ id, label, points }) => (
          <TallyLine key={id} points={points} text={w.capped(label)} />
        ))}
        <li className="tally-sum">
          <b className="figure">{score}</b>
          {w.would} {grade}
        </li>
        {criteria
          .filter(({ id }) => !given.has(id))
          .map((criterion) => (
            <li key={criterion.id} className="tally-unmet">
              <span className="figure">{signed(criterion.points)}</span>
              {w.notMet}
              {': '}
              {criterion.label || plain(sayCriterion(criterion, vocabulary.say).slice(2))}
            </li>
          ))}
      </ul>
      {asksBehaviour([policy]) ? <p className="quietly">{w.triedWithout}</p> : null}
    </div>
  )
}

function TallyLine({ points, text }: { points: number; text: string }) {
  return (
    <li>
      <b className={points < 0 ? 'figure points-minus' : 'figure points-plus'}>{signed(points)}</b>
      {text}
    </li>
  )
}
