import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { Gate } from '../../../../contract/policy.ts'
import { useWords } from '../../../app/language.tsx'
import { SortableList } from '../../../ui/SortableList.tsx'
import { RuleRow } from '../../policy/RuleRow.tsx'
import { sayGate } from '../../policy/sayGate.ts'
import { sayRequirement } from '../../policy/saying.ts'
import { useLines } from '../../policy/useLines.ts'
import type { RuleVocabulary } from '../../policy/useSaying.ts'
import { AskIntent } from './AskIntent.tsx'
import { isSound } from './requirement.ts'
import type { Requirement } from './requirement.ts'
import { RequirementEditor } from './RequirementEditor.tsx'
import { gateWords } from './words.ts'

interface RequirementsProps {
  gate: Gate
  vocabulary: RuleVocabulary
  onChange: (gate: Gate) => void
}

type Numbered = Requirement & { id: string }

/** The requirements as sentences. They have no ids, so their places stand for them. */
export function Requirements({ gate, vocabulary, onChange }: RequirementsProps) {
  const w = useWords(gateWords)
  const items = gate.requirements.map((one, at): Numbered => ({ ...one, id: String(at) }))
  const keep = (next: Numbered[]) =>
    onChange({ ...gate, preset: 'custom', requirements: next.map(({ id: _, ...one }) => one) })
  const lines = useLines(items, keep)
  return (
    <>
      {items.length === 0 ? <p className="quietly">{w.none}</p> : null}
      <Together gate={gate} vocabulary={vocabulary} />
      <SortableList label={w.requirements} items={items} idOf={({ id }) => id} onOrder={keep}>
        {(item, at) => (
          <RuleRow
            key={item.id}
            id={item.id}
            at={at}
            said={sayRequirement(item, vocabulary.say, gate)}
            open={lines.open === item.id}
            onOpen={() => lines.toggle(item.id)}
            verbs={lines.verbsOf(item, at)}
            unsound={!isSound(item, vocabulary.fields)}
          >
            <RequirementEditor
              requirement={item}
              kinds={gate.kinds ?? []}
              vocabulary={vocabulary}
              onChange={lines.change}
            />
          </RuleRow>
        )}
      </SortableList>
      <Button
        className="after-lines"
        icon={<PlusOutlined aria-hidden="true" />}
        onClick={() => lines.add({ id: String(items.length), need: [] })}
      >
        {w.add}
      </Button>{' '}
      <AskIntent gate={gate} onChange={onChange} />
    </>
  )
}

/** The requirements read in one breath: 电话 且（公司 或 微信）. */
function Together({ gate, vocabulary }: Omit<RequirementsProps, 'onChange'>) {
  const w = useWords(gateWords)
  const breaths = sayGate(gate, vocabulary.say)
  if (gate.requirements.length < 2 || breaths.length === 0) return null
  return (
    <div className="gate-read" role="note">
      {w.together}
      <ul>
        {breaths.map(({ of, asks }) => (
          <li key={of ?? ''}>
            {of === null ? w.everyLead : w.alsoOf(of)}
            <b>{asks}</b>
          </li>
        ))}
      </ul>
    </div>
  )
}
