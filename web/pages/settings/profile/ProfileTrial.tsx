import { Button } from 'antd'
import { useState } from 'react'
import type { ProfilePolicy } from '../../../../contract/profile.ts'
import { profiler } from '../../../../contract/profiling/verdict.ts'
import { reading } from '../../../../rules/kleene.ts'
import type { LeadFacts } from '../../../../rules/matches.ts'
import { useWords } from '../../../app/language.tsx'
import { useMe } from '../../../app/session.ts'
import { formatShare } from '../../../ui/format.ts'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { useNow } from '../../../ui/useNow.ts'
import { LeadFinder } from '../../policy/LeadFinder.tsx'
import { plain } from '../../policy/saying.ts'
import { sayDisqualifier, sayProfileCriterion } from '../../policy/sayProfile.ts'
import type { RuleVocabulary } from '../../policy/useSaying.ts'
import { finished } from './profiles.ts'
import { profileWords } from './words.ts'

interface ProfileTrialProps {
  policy: ProfilePolicy
  vocabulary: RuleVocabulary
  onClose: () => void
}

/** A held lead by the draft: its verdict, line by line. */
export function ProfileTrial({ policy, vocabulary, onClose }: ProfileTrialProps) {
  const w = useWords(profileWords)
  const [lead, setLead] = useState<LeadFacts>()
  return (
    <SidePanel title={w.try} label={w.try} onClose={onClose}>
      {lead ? (
        <>
          <Tried policy={policy} vocabulary={vocabulary} lead={lead} />
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

const marks = { true: '✓', false: '✗', null: '?' } as const

function Tried({ policy, vocabulary, lead }: Omit<ProfileTrialProps, 'onClose'> & { lead: LeadFacts }) {
  const w = useWords(profileWords)
  const { organisation } = useMe()
  const { fields, say } = vocabulary
  const at = { now: useNow(), zone: organisation.timeZone }
  const whole = finished(policy, fields)
  const { judgement } = profiler(whole, fields, at)(lead)
  if (!judgement) return <p>{w.noneAsked}</p>
  const profile = whole.profiles.find(({ id }) => id === judgement.profile.id)!
  const truth = (when: Parameters<typeof reading>[0]) =>
    marks[String(reading(when, fields, at)(lead).truth) as keyof typeof marks]
  return (
    <div className="tally">
      <p>
        <b>{(lead['name'] ?? lead['company'] ?? '') as string}</b>{' '}
        <small>{w.by(judgement.profile.name)}</small>
      </p>
      <p className="profile-said" data-verdict={judgement.verdict}>
        <b>{w[judgement.verdict]}</b> · {w.met(formatShare(judgement.met))}
        {judgement.unknown > 0 ? w.notKnown(formatShare(judgement.unknown)) : null}
      </p>
      {judgement.missing.length > 0 ? (
        <p>{w.missing(judgement.missing.map(say.field).join(w.list))}</p>
      ) : null}
      <ul>
        {profile.disqualifiers.map((line) => (
          <li key={line.id} className={truth(line.when) === marks.true ? '' : 'tally-unmet'}>
            <b className="figure">{truth(line.when)}</b>
            {plain(sayDisqualifier(line, say))}
          </li>
        ))}
        <li className="tally-sum" aria-hidden="true" />
        {profile.criteria.map((line) => (
          <li key={line.id} className={truth(line.when) === marks.true ? '' : 'tally-unmet'}>
            <b className="figure">{truth(line.when)}</b>
            {plain(sayProfileCriterion(line, say))}
          </li>
        ))}
      </ul>
    </div>
  )
}
