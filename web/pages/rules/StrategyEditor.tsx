import { Select } from 'antd'
import type { AssignRule, Strategy } from '../../../contract/assign.ts'
import { useWords } from '../../app/language.tsx'
import type { RuleVocabulary } from '../policy/useSaying.ts'
import { rulesWords } from './words.ts'

type Kind = 'roundRobin' | 'leastLoaded' | 'rep' | 'pool'
const kinds: readonly Kind[] = ['roundRobin', 'leastLoaded', 'rep', 'pool']

interface StrategyEditorProps {
  rule: AssignRule
  vocabulary: RuleVocabulary
  onChange: (rule: AssignRule) => void
}

/** Who gets the leads of a rule, and how they are shared out. */
export function StrategyEditor({ rule, vocabulary, onChange }: StrategyEditorProps) {
  const w = useWords(rulesWords)
  const { strategy } = rule
  const turnTo = (kind: Kind) => onChange({ ...rule, strategy: fresh(kind) })
  return (
    <div className="rule-field">
      <span className="rule-label">{w.give}</span>
      <div className="rule-choose">
        <Select<Kind>
          aria-label={w.give}
          value={strategy.kind as Kind}
          onChange={turnTo}
          options={kinds.map((kind) => ({ value: kind, label: w[kind] }))}
        />
        <Target rule={rule} vocabulary={vocabulary} onChange={onChange} />
      </div>
    </div>
  )
}

function Target({ rule, vocabulary, onChange }: StrategyEditorProps) {
  const w = useWords(rulesWords)
  const { strategy } = rule
  const chosen = targetOf(rule)
  const common = { className: 'rule-wide', showSearch: { optionFilterProp: 'label' } }
  if (strategy.kind === 'rep' || strategy.kind === 'pool') {
    const offered = strategy.kind === 'rep' ? vocabulary.reps : vocabulary.pools
    const prompt = strategy.kind === 'rep' ? w.pickRep : w.pickPool
    return (
      <Select
        {...common}
        aria-label={prompt}
        placeholder={prompt}
        status={offered.some((each) => each.value === chosen) ? '' : 'warning'}
        options={[...offered]}
        value={chosen || null}
        onChange={(id: string) =>
          onChange({
            ...rule,
            strategy: strategy.kind === 'rep' ? { kind: 'rep', userId: id } : { kind: 'pool', poolId: id },
          })
        }
      />
    )
  }
  return (
    <Select
      {...common}
      aria-label={w.pickTeam}
      placeholder={w.pickTeam}
      mode="multiple"
      options={[...vocabulary.teams]}
      value={rule.who?.teamIds ?? []}
      onChange={(teamIds: string[]) => onChange({ ...rule, who: { ...rule.who, teamIds } })}
    />
  )
}

/** The id of the rep or pool that a rule gives to; '' while none is chosen, null where it names none. */
export function targetOf({ strategy }: AssignRule): string | null {
  if (strategy.kind === 'rep') return strategy.userId
  return 'poolId' in strategy ? strategy.poolId : null
}

function fresh(kind: Kind): Strategy {
  if (kind === 'rep') return { kind, userId: '' }
  return kind === 'pool' ? { kind, poolId: '' } : { kind }
}
