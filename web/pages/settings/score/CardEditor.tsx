import { PlusOutlined } from '@ant-design/icons'
import { Button, Input, Radio } from 'antd'
import type { Card, CriterionGroup } from '../../../../contract/scorecard.ts'
import { type ReachProblem, reachProblems } from '../../../../contract/scoring/reach.ts'
import { useWords } from '../../../app/language.tsx'
import type { Words } from '../../../app/language.tsx'
import { Section } from '../../../ui/Page.tsx'
import { useToast } from '../../../ui/useToast.tsx'
import { ConditionField } from '../../policy/ConditionField.tsx'
import { newLineId } from '../../policy/useLines.ts'
import type { RuleVocabulary } from '../../policy/useSaying.ts'
import { gradedBy } from './cards.ts'
import { Grades } from './Grades.tsx'
import { Group } from './Group.tsx'
import { scoreWords } from './words.ts'

interface CardEditorProps {
  card: Card
  vocabulary: RuleVocabulary
  onChange: (card: Card) => void
}

/** One scorecard: what it is called, which leads it scores, its groups of lines, its grades. */
export function CardEditor({ card, vocabulary, onChange }: CardEditorProps) {
  const w = useWords(scoreWords)
  const toast = useToast()
  const { groups } = card
  const setGroups = (next: readonly CriterionGroup[]) => onChange({ ...card, groups: [...next] })
  const remove = (group: CriterionGroup) => {
    setGroups(groups.filter(({ id }) => id !== group.id))
    toast.done(w.removedGroup, () => setGroups(groups))
  }
  return (
    <>
      <CardScope card={card} vocabulary={vocabulary} onChange={onChange} />
      {groups.map((group) => (
        <Group
          key={group.id}
          group={group}
          vocabulary={vocabulary}
          onChange={(next) => setGroups(groups.map((each) => (each.id === next.id ? next : each)))}
          onRemove={() => remove(group)}
        />
      ))}
      {groups.length < 20 ? (
        <Button
          className="after-lines"
          icon={<PlusOutlined aria-hidden="true" />}
          onClick={() => setGroups([...groups, { id: newLineId(), label: '', kind: 'other', criteria: [] }])}
        >
          {w.addGroup}
        </Button>
      ) : null}
      <GradingEditor card={card} onChange={onChange} />
    </>
  )
}

function CardScope({ card, vocabulary, onChange }: CardEditorProps) {
  const w = useWords(scoreWords)
  const { when, ...rest } = card
  return (
    <div className="card-scope">
      <label className="rule-field">
        <span className="rule-label">{w.cardName}</span>
        <Input
          className="rule-wide"
          maxLength={80}
          status={card.name.trim() === '' ? 'warning' : ''}
          value={card.name}
          onChange={({ target }) => onChange({ ...card, name: target.value })}
        />
      </label>
      <div className="rule-field">
        <span className="rule-label">{w.cardFor}</span>
        <Radio.Group
          aria-label={w.cardFor}
          value={when ? 'some' : 'all'}
          onChange={({ target }) => onChange(target.value === 'all' ? rest : { ...card, when: { all: [] } })}
          options={[
            { value: 'all', label: w.forAll },
            { value: 'some', label: w.forSome },
          ]}
        />
      </div>
      {when ? (
        <ConditionField
          label={w.cardFor}
          value={when}
          vocabulary={vocabulary}
          onChange={(next) => onChange({ ...card, when: next })}
        />
      ) : null}
    </div>
  )
}

function GradingEditor({ card, onChange }: Omit<CardEditorProps, 'vocabulary'>) {
  const w = useWords(scoreWords)
  const { grading } = card
  return (
    <Section title={w.grades} about={grading.kind === 'scale' ? w.gradesHint : w.gridHint}>
      <Radio.Group
        className="graded-by"
        aria-label={w.gradedBy}
        value={grading.kind}
        onChange={({ target }) =>
          onChange({ ...card, grading: gradedBy(target.value as typeof grading.kind, grading) })
        }
        options={(['scale', 'grid'] as const).map((value) => ({ value, label: w[value] }))}
      />
      {grading.kind === 'scale' ? (
        <Grades
          grades={grading.steps}
          onChange={(steps) => onChange({ ...card, grading: { ...grading, steps } })}
        />
      ) : (
        <div className="grid-axes">
          <section aria-label={w.fit}>
            <h3>{w.fit}</h3>
            <Grades
              grades={grading.fit}
              onChange={(fit) => onChange({ ...card, grading: { ...grading, fit } })}
            />
          </section>
          <section aria-label={w.behaviour}>
            <h3>{w.behaviour}</h3>
            <Grades
              names="123456789"
              grades={grading.behaviour}
              onChange={(behaviour) => onChange({ ...card, grading: { ...grading, behaviour } })}
            />
          </section>
        </div>
      )}
      {reachProblems(card).map((problem) => (
        <p key={JSON.stringify(problem)} className="card-unreachable" role="status">
          {sayReach(problem, w)}
        </p>
      ))}
    </Section>
  )
}

/** What is wrong with a threshold, as the server would say it. */
function sayReach(problem: ReachProblem, w: Words<typeof scoreWords>): string {
  if (problem.kind === 'beyond') return w.beyond(problem.grade, problem.most)
  const axis = w[problem.axis]
  if (problem.kind === 'empty') return w.emptyAxis(axis)
  const { grade, least } = problem
  return Number.isFinite(least) ? w.halfGrade(axis, grade, least) : w.endless(axis, grade)
}
