import { PlusOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import type { Strategy } from '../../../contract/assign.ts'
import { useWords } from '../../app/language.tsx'
import { strategyWords } from './strategyWords.ts'
import type { Checked } from './useCheck.ts'
import { Row, tiersIn } from './WhoEditor.tsx'

type Tier = Extract<Strategy, { kind: 'tier' }>

interface TierLinesProps {
  strategy: Tier
  checked: Checked | undefined
  onChange: (strategy: Tier) => void
}

/** Which grades are for which tiers, a line each; the first line that has the grade counts. */
export function TierLines({ strategy, checked, onChange }: TierLinesProps) {
  const w = useWords(strategyWords)
  const { lines } = strategy
  const set = (next: Tier['lines']) => onChange({ ...strategy, lines: next })
  const grades = (checked?.grades ?? []).map((grade) => ({ value: grade, label: grade }))
  const common = { mode: 'tags' as const, className: 'rule-pick' }
  return (
    <>
      {lines.map((line, at) => (
        <Row
          key={at}
          label={w.line(at + 1)}
          onDrop={() => {
            if (lines.length > 1) set(lines.toSpliced(at, 1))
          }}
        >
          <Select
            {...common}
            aria-label={w.grades}
            placeholder={w.grades}
            status={line.grades.length > 0 ? '' : 'warning'}
            options={grades}
            value={line.grades}
            onChange={(next: string[]) => set(lines.with(at, { ...line, grades: next }))}
          />
          <span aria-hidden="true">→</span>
          <Select
            {...common}
            aria-label={w.tiers}
            placeholder={w.tiers}
            status={line.tiers.length > 0 ? '' : 'warning'}
            options={tiersIn(checked)}
            value={line.tiers}
            onChange={(next: string[]) => set(lines.with(at, { ...line, tiers: next }))}
          />
        </Row>
      ))}
      <Button
        size="small"
        icon={<PlusOutlined aria-hidden="true" />}
        disabled={lines.length >= 20}
        onClick={() => set([...lines, { grades: [], tiers: [] }])}
      >
        {w.addLine}
      </Button>
    </>
  )
}
