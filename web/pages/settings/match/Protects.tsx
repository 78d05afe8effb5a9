import { Checkbox, InputNumber } from 'antd'
import type { MatchPolicy } from '../../../../rules/matching.ts'
import { useWords } from '../../../app/language.tsx'
import { matchWords } from './words.ts'

type Protection = MatchPolicy['protects']

interface ProtectsProps {
  protects: Protection
  onChange: (protects: Protection) => void
}

/** What whoever first brought a customer has of it, when two claim them. */
export function Protects({ protects, onChange }: ProtectsProps) {
  const w = useWords(matchWords)
  const { days, renewed, contacts, deadShare } = protects
  const set = (part: Partial<Protection>) => onChange({ ...protects, ...part })
  return (
    <div className="match-told">
      <label className="rule-field">
        <span className="rule-label">{w.days}</span>
        <InputNumber min={1} max={3650} value={days} onChange={(next) => set({ days: next ?? 30 })} />
      </label>
      <Checkbox checked={renewed} onChange={(event) => set({ renewed: event.target.checked })}>
        {w.renewed}
      </Checkbox>
      <div className="rule-field">
        <span className="rule-label">{w.contacts}</span>
        <Checkbox.Group
          value={contacts}
          options={(['phone', 'email', 'wechat'] as const).map((value) => ({ value, label: w[value] }))}
          onChange={(next) => (next.length > 0 ? set({ contacts: next }) : undefined)}
        />
      </div>
      <label className="rule-field">
        <span className="rule-label">{w.deadShare}</span>
        <InputNumber
          min={0}
          max={100}
          precision={0}
          suffix="%"
          value={deadShare === null ? null : Math.round(deadShare * 100)}
          onChange={(percent) => set({ deadShare: percent === null ? null : percent / 100 })}
        />
      </label>
    </div>
  )
}
