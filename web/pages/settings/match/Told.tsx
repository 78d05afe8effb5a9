import { Checkbox, Radio } from 'antd'
import type { MatchPolicy } from '../../../../rules/matching.ts'
import { useWords } from '../../../app/language.tsx'
import { matchWords } from './words.ts'

interface ToldProps {
  told: MatchPolicy['told']
  onChange: (told: MatchPolicy['told']) => void
}

/** What somebody who brings a person that is held may know of it. */
export function Told({ told, onChange }: ToldProps) {
  const w = useWords(matchWords)
  return (
    <div className="match-told">
      <span className="rule-label">{w.holder}</span>
      <Radio.Group
        aria-label={w.holder}
        value={told.holder}
        options={[
          { value: 'nothing', label: w.nothing },
          { value: 'team', label: w.team },
          { value: 'name', label: w.person },
        ]}
        onChange={(event) => onChange({ ...told, holder: event.target.value as typeof told.holder })}
      />
      <Checkbox checked={told.until} onChange={(event) => onChange({ ...told, until: event.target.checked })}>
        {w.until}
      </Checkbox>
      <Checkbox checked={told.stage} onChange={(event) => onChange({ ...told, stage: event.target.checked })}>
        {w.stage}
      </Checkbox>
    </div>
  )
}
