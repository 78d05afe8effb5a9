import { Input, InputNumber, Radio } from 'antd'
import type { Disqualifier, Profile, ProfileCriterion } from '../../../../contract/profile.ts'
import { useWords } from '../../../app/language.tsx'
import { Section } from '../../../ui/Page.tsx'
import { ConditionField } from '../../policy/ConditionField.tsx'
import { LeadsMatching } from '../../policy/LeadsMatching.tsx'
import { PolicyLines } from '../../policy/PolicyLines.tsx'
import { sayDisqualifier, sayProfileCriterion } from '../../policy/sayProfile.ts'
import { newLineId } from '../../policy/useLines.ts'
import type { RuleVocabulary } from '../../policy/useSaying.ts'
import { soundCriterion, soundDisqualifier } from './profiles.ts'
import { profileWords } from './words.ts'

interface ProfileEditorProps {
  profile: Profile
  vocabulary: RuleVocabulary
  onChange: (profile: Profile) => void
}

/** One ideal customer: whom it is asked of, what rules out, what speaks for a lead, and from when it fits. */
export function ProfileEditor({ profile, vocabulary, onChange }: ProfileEditorProps) {
  const w = useWords(profileWords)
  const { fields, say } = vocabulary
  return (
    <>
      <Scope profile={profile} vocabulary={vocabulary} onChange={onChange} />
      <Section title={w.disqualifiers} about={w.disqualifiersHint}>
        <PolicyLines<Disqualifier>
          label={w.disqualifiers}
          items={profile.disqualifiers}
          onChange={(disqualifiers) => onChange({ ...profile, disqualifiers })}
          fresh={() => ({ id: newLineId(), label: '', when: { all: [] } })}
          empty={{ title: w.noDisqualifiers }}
          say={(line) => sayDisqualifier(line, say)}
          isSound={(line) => soundDisqualifier(line, fields)}
          renderAside={(line) => (
            <LeadsMatching condition={line.when} sound={soundDisqualifier(line, fields)} />
          )}
        >
          {(line, set) => (
            <>
              <Labelled
                label={w.label}
                prompt={w.labelPrompt}
                value={line.label}
                onChange={(label) => set({ ...line, label })}
              />
              <ConditionField
                value={line.when}
                vocabulary={vocabulary}
                onChange={(when) => set({ ...line, when })}
              />
            </>
          )}
        </PolicyLines>
      </Section>
      <Section title={w.criteria} about={w.criteriaHint}>
        <PolicyLines<ProfileCriterion>
          label={w.criteria}
          items={profile.criteria}
          onChange={(criteria) => onChange({ ...profile, criteria })}
          fresh={() => ({ id: newLineId(), label: '', when: { all: [] }, weight: 1 })}
          empty={{ title: w.noCriteria }}
          say={(line) => sayProfileCriterion(line, say)}
          isSound={(line) => soundCriterion(line, fields)}
          renderAside={(line) => <LeadsMatching condition={line.when} sound={soundCriterion(line, fields)} />}
        >
          {(line, set) => (
            <>
              <div className="rule-pair">
                <Labelled
                  label={w.criterionLabel}
                  value={line.label}
                  onChange={(label) => set({ ...line, label })}
                />
                <label className="rule-field">
                  <span className="rule-label">{w.weight}</span>
                  <InputNumber
                    min={1}
                    max={100}
                    precision={0}
                    value={line.weight}
                    onChange={(weight) => set({ ...line, weight: weight ?? 1 })}
                  />
                </label>
              </div>
              <ConditionField
                value={line.when}
                vocabulary={vocabulary}
                onChange={(when) => set({ ...line, when })}
              />
            </>
          )}
        </PolicyLines>
      </Section>
      <Fitting profile={profile} onChange={onChange} />
    </>
  )
}

function Labelled(props: {
  label: string
  prompt?: string
  value: string
  onChange: (text: string) => void
}) {
  return (
    <label className="rule-field">
      <span className="rule-label">{props.label}</span>
      <Input
        className="rule-wide"
        maxLength={80}
        placeholder={props.prompt}
        value={props.value}
        onChange={({ target }) => props.onChange(target.value)}
      />
    </label>
  )
}

function Scope({ profile, vocabulary, onChange }: ProfileEditorProps) {
  const w = useWords(profileWords)
  const { when, ...rest } = profile
  return (
    <div className="card-scope">
      <Labelled label={w.name} value={profile.name} onChange={(name) => onChange({ ...profile, name })} />
      <div className="rule-field">
        <span className="rule-label">{w.for}</span>
        <Radio.Group
          aria-label={w.for}
          value={when ? 'some' : 'all'}
          onChange={({ target }) =>
            onChange(target.value === 'all' ? rest : { ...profile, when: { all: [] } })
          }
          options={[
            { value: 'all', label: w.forAll },
            { value: 'some', label: w.forSome },
          ]}
        />
      </div>
      {when ? (
        <ConditionField
          label={w.for}
          value={when}
          vocabulary={vocabulary}
          onChange={(next) => onChange({ ...profile, when: next })}
        />
      ) : null}
    </div>
  )
}

function Fitting({ profile, onChange }: Omit<ProfileEditorProps, 'vocabulary'>) {
  const w = useWords(profileWords)
  return (
    <Section title={w.fitting}>
      <label className="rule-choose">
        {w.fitsFrom}
        <InputNumber
          className="small-number"
          min={1}
          max={100}
          precision={0}
          value={profile.fitsFrom}
          onChange={(fitsFrom) => onChange({ ...profile, fitsFrom: fitsFrom ?? 60 })}
        />
        {w.ofWeight}
      </label>
      <label className="rule-choose">
        {w.keepShare}
        <InputNumber
          className="small-number"
          min={0}
          max={10}
          step={0.5}
          value={profile.keepShare}
          onChange={(keepShare) => onChange({ ...profile, keepShare: keepShare ?? 0 })}
        />
        {w.ofRejects}
      </label>
      <p className="quietly">{w.keepHint}</p>
    </Section>
  )
}
