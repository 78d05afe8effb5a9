import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { type Criterion, type CriterionGroup, groupKinds } from '../../../../contract/scorecard.ts'
import { useWords } from '../../../app/language.tsx'
import { Section } from '../../../ui/Page.tsx'
import { LeadsMatching } from '../../policy/LeadsMatching.tsx'
import { PolicyLines } from '../../policy/PolicyLines.tsx'
import { sayCriterion, sayGroup } from '../../policy/sayScore.ts'
import { scorePolicyWords } from '../../policy/scoreWords.ts'
import { newLineId } from '../../policy/useLines.ts'
import type { RuleVocabulary } from '../../policy/useSaying.ts'
import { soundCriterion } from './cards.ts'
import { CriterionEditor } from './CriterionEditor.tsx'
import { MaybeNumber } from './MaybeNumber.tsx'
import { Misled } from './Misled.tsx'
import { scoreWords } from './words.ts'

interface GroupProps {
  group: CriterionGroup
  vocabulary: RuleVocabulary
  onChange: (group: CriterionGroup) => void
  onRemove: () => void
}

/** A group of lines with what it may add up to: its lines are sentences, its settings open beside its title. */
export function Group({ group, vocabulary, onChange, onRemove }: GroupProps) {
  const w = useWords(scoreWords)
  const [open, setOpen] = useState(group.label === '')
  const { fields } = vocabulary
  return (
    <Section
      title={sayGroup(group, vocabulary.say)}
      actions={
        <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {w.settings}
        </Button>
      }
    >
      {open ? <GroupSettings group={group} onChange={onChange} onRemove={onRemove} /> : null}
      <PolicyLines<Criterion>
        label={group.label || w.groupName}
        items={group.criteria}
        onChange={(criteria) => onChange({ ...group, criteria })}
        fresh={() =>
          group.kind === 'behaviour'
            ? {
                id: newLineId(),
                kind: 'event',
                label: '',
                event: 'page',
                points: 10,
                counts: { kind: 'once' },
              }
            : { id: newLineId(), kind: 'fact', label: '', when: { all: [] }, points: 10 }
        }
        empty={{ title: w.none, hint: w.noneHint }}
        say={(criterion) => sayCriterion(criterion, vocabulary.say)}
        isSound={(criterion) => soundCriterion(criterion, fields)}
        renderAside={(criterion) => (
          <>
            {criterion.kind === 'fact' ? (
              <LeadsMatching condition={criterion.when} sound={soundCriterion(criterion, fields)} />
            ) : null}
            <Misled criterionId={criterion.id} />
          </>
        )}
      >
        {(criterion, set) => <CriterionEditor criterion={criterion} vocabulary={vocabulary} onChange={set} />}
      </PolicyLines>
    </Section>
  )
}

function GroupSettings({ group, onChange, onRemove }: Omit<GroupProps, 'vocabulary'>) {
  const w = useWords(scoreWords)
  const kinds = useWords(scorePolicyWords)
  const { least, most, ...rest } = group
  const limit = (next: { least?: number | undefined; most?: number | undefined }) => {
    const caps = { least, most, ...next }
    onChange({
      ...rest,
      ...(caps.least === undefined ? {} : { least: caps.least }),
      ...(caps.most === undefined ? {} : { most: caps.most }),
    })
  }
  return (
    <div className="group-settings">
      <div className="rule-pair">
        <label className="rule-field">
          <span className="rule-label">{w.groupName}</span>
          <Input
            maxLength={80}
            value={group.label}
            onChange={({ target }) => onChange({ ...group, label: target.value })}
          />
        </label>
        <label className="rule-field">
          <span className="rule-label">{w.groupKind}</span>
          <Select
            className="scope"
            aria-label={w.groupKind}
            options={groupKinds.map((kind) => ({ value: kind, label: kinds[kind] }))}
            value={group.kind}
            onChange={(kind) => onChange({ ...group, kind })}
          />
        </label>
      </div>
      <small className="rule-hint">{w.groupKindHint}</small>
      <MaybeNumber
        label={w.least}
        unit={w.unit}
        min={-10_000}
        max={10_000}
        start={Math.min(0, most ?? 0)}
        value={least}
        onChange={(next) => limit({ least: next })}
      />
      <MaybeNumber
        label={w.most}
        unit={w.unit}
        min={-10_000}
        max={10_000}
        start={Math.max(40, least ?? 40)}
        value={most}
        onChange={(next) => limit({ most: next })}
      />
      {least !== undefined && most !== undefined && least > most ? (
        <p className="card-unreachable">{w.capsCrossed}</p>
      ) : null}
      <Button size="small" danger onClick={onRemove}>
        {w.removeGroup}
      </Button>
    </div>
  )
}
