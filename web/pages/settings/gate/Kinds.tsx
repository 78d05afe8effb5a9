import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, Tooltip } from 'antd'
import type { Gate, LeadKind } from '../../../../contract/policy.ts'
import { useWords } from '../../../app/language.tsx'
import { ConditionField } from '../../policy/ConditionField.tsx'
import { newLineId } from '../../policy/useLines.ts'
import type { RuleVocabulary } from '../../policy/useSaying.ts'
import { gateWords } from './words.ts'

interface KindsProps {
  gate: Gate
  vocabulary: RuleVocabulary
  onChange: (gate: Gate) => void
}

/** The kinds of leads that have requirements of their own: what each is called and what its leads have in common. */
export function Kinds({ gate, vocabulary, onChange }: KindsProps) {
  const w = useWords(gateWords)
  const { kinds = [] } = gate
  const keep = (next: readonly LeadKind[]) => onChange({ ...gate, preset: 'custom', kinds: [...next] })
  const add = () => keep([...kinds, { id: newLineId(), name: '', when: { all: [] } }])
  return (
    <>
      <ul className="kinds">
        {kinds.map((kind) => {
          const change = (part: Partial<LeadKind>) =>
            keep(kinds.map((each) => (each === kind ? { ...each, ...part } : each)))
          const used = gate.requirements.some((one) => one.kind === kind.id)
          return (
            <li key={kind.id}>
              <div className="kind-name">
                <Input
                  aria-label={w.kindName}
                  placeholder={w.kindNameHint}
                  maxLength={40}
                  status={kind.name.trim() === '' ? 'warning' : ''}
                  value={kind.name}
                  onChange={({ target }) => change({ name: target.value })}
                />
                <Tooltip title={used ? w.kindUsed : undefined}>
                  <Button
                    type="text"
                    disabled={used}
                    icon={<DeleteOutlined aria-hidden="true" />}
                    aria-label={w.removeKind(kind.name)}
                    onClick={() => keep(kinds.filter((each) => each !== kind))}
                  />
                </Tooltip>
              </div>
              <ConditionField
                label={w.kindWhen}
                value={kind.when}
                vocabulary={vocabulary}
                onChange={(when) => change({ when })}
              />
            </li>
          )
        })}
      </ul>
      <Button icon={<PlusOutlined aria-hidden="true" />} onClick={add}>
        {w.addKind}
      </Button>
    </>
  )
}
