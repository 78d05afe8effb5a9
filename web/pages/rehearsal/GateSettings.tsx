import { InputNumber, Switch } from 'antd'
import { type AssignGate, readAssignGate, setAssignGate } from '../../../contract/rehearsal.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Section } from '../../ui/Page.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { rehearsalWords } from './words.ts'

/** What publishing assignment rules asks for first. */
export function GateSettings() {
  const w = useWords(rehearsalWords)
  const held = useEndpoint(readAssignGate, {})
  return (
    <Section title={w.gate}>
      <p className="quietly">{w.gateAbout}</p>
      <Answer of={held}>{(gate) => <Asks gate={gate} />}</Answer>
    </Section>
  )
}

function Asks({ gate }: { gate: AssignGate }) {
  const w = useWords(rehearsalWords)
  const admin = useIs('admin')
  const toast = useToast()
  const keeping = useVerb(setAssignGate, [readAssignGate])
  const keep = (part: Partial<AssignGate>) =>
    keeping.mutate(
      { body: { ...gate, ...part } },
      { onSuccess: () => toast.done(w.saved), onError: (error) => toast.refused(error) },
    )
  return (
    <div className="rehearsal-gate">
      <label>
        <Switch
          size="small"
          checked={gate.required}
          disabled={!admin || keeping.isPending}
          onChange={(required) => keep({ required })}
        />{' '}
        {w.required}
      </label>
      {gate.required ? (
        <label>
          <span>{w.gateDays}</span>{' '}
          <InputNumber
            min={1}
            max={90}
            precision={0}
            value={gate.days}
            disabled={!admin}
            onChange={(days) => days !== null && days !== gate.days && keep({ days })}
          />
        </label>
      ) : null}
      {admin ? null : <p className="quietly">{w.adminOnly}</p>}
    </div>
  )
}
