import { InputNumber, Segmented, Switch } from 'antd'
import type { Strategy } from '../../../contract/assign.ts'
import { useWords } from '../../app/language.tsx'
import type { RuleVocabulary } from '../policy/useSaying.ts'
import { strategyWords } from './strategyWords.ts'
import { type Checked, circleOf } from './useCheck.ts'

interface ShareEditorProps<K extends 'roundRobin' | 'quota'> {
  of: string
  strategy: Extract<Strategy, { kind: K }>
  checked: Checked | undefined
  vocabulary: RuleVocabulary
  onChange: (strategy: Strategy) => void
}

/** Evenly, or by weights: then how many parts each rep has. */
export function WeightEditor({ strategy, onChange, ...at }: ShareEditorProps<'roundRobin'>) {
  const w = useWords(strategyWords)
  return (
    <>
      <label className="rule-choose">
        <Switch
          size="small"
          checked={strategy.weights !== undefined}
          onChange={(on) => onChange(on ? { ...strategy, weights: {} } : { kind: 'roundRobin' })}
        />
        {w.byWeight}
      </label>
      {strategy.weights ? (
        <ShareTable
          {...at}
          head={w.weight}
          shares={strategy.weights}
          usual={1}
          onChange={(weights) => onChange({ ...strategy, weights })}
        />
      ) : null}
    </>
  )
}

/** Up to how many each rep gets, and in what time. */
export function QuotaEditor({ strategy, onChange, ...at }: ShareEditorProps<'quota'>) {
  const w = useWords(strategyWords)
  return (
    <>
      <Segmented<'day' | 'week' | 'month'>
        aria-label={w.per}
        value={strategy.per}
        options={[
          { value: 'day', label: w.perDay },
          { value: 'week', label: w.perWeek },
          { value: 'month', label: w.perMonth },
        ]}
        onChange={(per) => onChange({ ...strategy, per })}
      />
      <ShareTable
        {...at}
        head={w.quotaOf}
        shares={strategy.quotas}
        usual={0}
        onChange={(quotas) => onChange({ ...strategy, quotas })}
      />
    </>
  )
}

interface ShareTableProps {
  of: string
  checked: Checked | undefined
  vocabulary: RuleVocabulary
  head: string
  shares: Readonly<Record<string, number>>
  /** What somebody who is not named has. */
  usual: number
  onChange: (shares: Record<string, number>) => void
}

/** A number for each rep the rule may give to; whoever is named without being one of them is shown, to be set to nothing. */
function ShareTable({ of, checked, vocabulary, head, shares, usual, onChange }: ShareTableProps) {
  const w = useWords(strategyWords)
  const circle = circleOf(checked, of) ?? []
  const inside = new Set(circle.map(({ id }) => id))
  const others = Object.keys(shares).filter((id) => checked && !inside.has(id))
  const set = (id: string, n: number | null) => {
    const { [id]: _, ...rest } = shares
    onChange(n === null ? rest : { ...rest, [id]: n })
  }
  const toAll = (n: number | null) => {
    if (n !== null) onChange(Object.fromEntries(circle.map(({ id }) => [id, n])))
  }
  const input = { min: 0, max: 1000, precision: 0, size: 'small' as const, controls: false }
  const line = (id: string, name: string, note?: string) => (
    <div key={id} className="rule-weight">
      <span>
        {name} {note ? <small>{note}</small> : null}
      </span>
      <InputNumber
        {...input}
        aria-label={w.shareOf(name)}
        placeholder={String(usual)}
        value={shares[id] ?? null}
        onChange={(n) => set(id, n)}
      />
    </div>
  )
  const total = circle.reduce((sum, { id }) => sum + (shares[id] ?? usual), 0)
  return (
    <div className="shares" role="group" aria-label={head}>
      <div className="shares-head">
        <label>
          {w.all} <InputNumber {...input} aria-label={w.all} onChange={toAll} value={null} />
        </label>
        <span className="figure">{w.total(total)}</span>
      </div>
      <div className="shares-of">
        {circle.map(({ id, name, tier }) => line(id, name, tier ?? undefined))}
        {others.map((id) => line(id, vocabulary.say.person(id) ?? '—', w.outside))}
      </div>
    </div>
  )
}
