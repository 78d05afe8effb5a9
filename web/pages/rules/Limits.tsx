import { Checkbox, InputNumber, Select } from 'antd'
import { modeKinds, type AssignRule, type Nobody } from '../../../contract/assign.ts'
import { useWords } from '../../app/language.tsx'
import type { RuleVocabulary } from '../policy/useSaying.ts'
import { saying, toReps } from './kinds.ts'
import { strategyWords } from './strategyWords.ts'

interface LimitsProps {
  rule: AssignRule
  vocabulary: RuleVocabulary
  onChange: (rule: AssignRule) => void
}

/** What limits a rule: how many each rep gets by it, in which hours, what if nobody can, in which modes it holds. */
export function Limits({ rule, vocabulary, onChange }: LimitsProps) {
  const w = useWords(strategyWords)
  const { caps, nobody, modes, hours } = rule
  const set = (part: { [K in keyof AssignRule]?: AssignRule[K] | undefined }) =>
    onChange(without({ ...rule, ...part }))
  const cap = (key: 'daily' | 'weekly') => (
    <label className="rule-choose">
      {w[key]}
      <InputNumber
        min={0}
        max={100_000}
        precision={0}
        controls={false}
        placeholder={w.none}
        value={caps?.[key] ?? null}
        onChange={(n) => set({ caps: saying({ ...caps, [key]: n ?? undefined }) })}
      />
    </label>
  )
  return (
    <div className="rule-field" role="group" aria-label={w.limits}>
      <span className="rule-label">{w.limits}</span>
      {toReps(rule.strategy.kind) ? (
        <>
          <div className="rule-choose rule-limits">
            {cap('daily')}
            {cap('weekly')}
            <Checkbox
              checked={hours === 'onDuty'}
              onChange={({ target }) => set({ hours: target.checked ? 'onDuty' : undefined })}
            >
              {w.onDuty}
            </Checkbox>
          </div>
          <NobodyPick nobody={nobody} vocabulary={vocabulary} onChange={(next) => set({ nobody: next })} />
        </>
      ) : null}
      <div className="rule-choose">
        {w.modes}
        <Select
          className="rule-pick"
          aria-label={w.modes}
          placeholder={w.allModes}
          mode="multiple"
          value={modes ?? []}
          options={modeKinds.map((kind) => ({ value: kind, label: w[kind] }))}
          onChange={(next: (typeof modeKinds)[number][]) =>
            set({ modes: next.length > 0 ? next : undefined })
          }
        />
      </div>
    </div>
  )
}

interface NobodyPickProps {
  nobody: Nobody | undefined
  vocabulary: RuleVocabulary
  onChange: (nobody: Nobody | undefined) => void
}

function NobodyPick({ nobody, vocabulary, onChange }: NobodyPickProps) {
  const w = useWords(strategyWords)
  const turnTo = (kind: Nobody['kind']) =>
    onChange(kind === 'next' ? undefined : kind === 'pool' ? { kind, poolId: '' } : { kind })
  return (
    <div className="rule-choose">
      {w.nobody}
      <Select<Nobody['kind']>
        className="rule-pick"
        aria-label={w.nobody}
        value={nobody?.kind ?? 'next'}
        options={[
          { value: 'next', label: w.next },
          { value: 'hold', label: w.hold },
          { value: 'nextShift', label: w.nextShift },
          { value: 'pool', label: w.intoPool },
        ]}
        onChange={turnTo}
      />
      {nobody?.kind === 'pool' ? (
        <Select
          className="rule-pick"
          aria-label={w.intoPool}
          status={nobody.poolId ? '' : 'warning'}
          options={[...vocabulary.pools]}
          value={nobody.poolId || null}
          onChange={(poolId: string) => onChange({ kind: 'pool', poolId })}
        />
      ) : null}
    </div>
  )
}

/** A rule without the parts that say nothing: the same rule, whether or not somebody touched them. */
function without(rule: { [K in keyof AssignRule]: AssignRule[K] | undefined }): AssignRule {
  return Object.fromEntries(Object.entries(rule).filter(([, part]) => part !== undefined)) as AssignRule
}
