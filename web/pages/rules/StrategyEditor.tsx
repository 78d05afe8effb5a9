import { Segmented, Select } from 'antd'
import type { AssignRule } from '../../../contract/assign.ts'
import { useWords } from '../../app/language.tsx'
import type { RuleVocabulary } from '../policy/useSaying.ts'
import { rulesWords } from './words.ts'

type Strategy = AssignRule['strategy']
type Kind = Strategy['kind']

interface StrategyEditorProps {
  value: Strategy
  vocabulary: RuleVocabulary
  onChange: (strategy: Strategy) => void
}

/** Who gets the leads of a rule: a rep, a team in turn or by load, or a pool. */
export function StrategyEditor({ value, vocabulary, onChange }: StrategyEditorProps) {
  const w = useWords(rulesWords)
  const { reps, teams, pools } = vocabulary
  const offered = { rep: reps, roundRobin: teams, leastLoaded: teams, pool: pools }[value.kind]
  const prompt = { rep: w.pickRep, roundRobin: w.pickTeam, leastLoaded: w.pickTeam, pool: w.pickPool }[
    value.kind
  ]
  const hint = {
    rep: w.repHint,
    roundRobin: w.roundRobinHint,
    leastLoaded: w.leastLoadedHint,
    pool: w.poolHint,
  }
  const chosen = targetOf(value)
  const turnTo = (kind: Kind) => {
    const same = kind !== 'rep' && kind !== 'pool' && 'teamId' in value
    onChange(strategyOf(kind, same ? value.teamId : ''))
  }
  return (
    <div className="rule-field">
      <span className="rule-label">{w.give}</span>
      <div className="rule-choose">
        <Segmented<Kind>
          aria-label={w.give}
          value={value.kind}
          onChange={turnTo}
          options={(['roundRobin', 'leastLoaded', 'rep', 'pool'] as const).map((kind) => ({
            value: kind,
            label: w[kind],
          }))}
        />
        <Select
          aria-label={prompt}
          className="rule-wide"
          placeholder={prompt}
          showSearch={{ optionFilterProp: 'label' }}
          status={chosen && offered.some((each) => each.value === chosen) ? '' : 'warning'}
          options={[...offered]}
          value={chosen || null}
          onChange={(id: string) => onChange(strategyOf(value.kind, id))}
        />
      </div>
      <small className="rule-hint">{hint[value.kind]}</small>
    </div>
  )
}

/** The id of whoever or whatever the strategy gives to; '' while none is chosen. */
export function targetOf(strategy: Strategy): string {
  switch (strategy.kind) {
    case 'rep':
      return strategy.userId
    case 'pool':
      return strategy.poolId
    default:
      return strategy.teamId
  }
}

function strategyOf(kind: Kind, id: string): Strategy {
  if (kind === 'rep') return { kind, userId: id }
  return kind === 'pool' ? { kind, poolId: id } : { kind, teamId: id }
}
