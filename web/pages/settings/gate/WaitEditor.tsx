import { InputNumber, Switch } from 'antd'
import type { Gate } from '../../../../contract/policy.ts'
import { useWords } from '../../../app/language.tsx'
import { gateWords } from './words.ts'

const DAYS = 30
const WARN = 2

/** How long a lead may wait in quarantine before it is refused by itself, and when managers are told. */
export function WaitEditor({ gate, onChange }: { gate: Gate; onChange: (gate: Gate) => void }) {
  const w = useWords(gateWords)
  const days = gate.refuseAfterDays ?? null
  return (
    <div className="gate-wait">
      <label>
        <Switch
          checked={days !== null}
          aria-label={w.waits}
          onChange={(on) =>
            onChange({ ...gate, refuseAfterDays: on ? DAYS : null, warnDays: on ? WARN : null })
          }
        />{' '}
        {w.waits}
      </label>
      {days === null ? null : (
        <span>
          {w.waitBefore}{' '}
          <InputNumber
            aria-label={w.waitDays}
            min={1}
            max={3650}
            value={days}
            onChange={(to) => onChange({ ...gate, refuseAfterDays: to ?? DAYS })}
          />{' '}
          {w.waitMiddle}{' '}
          <InputNumber
            aria-label={w.warnDays}
            min={0}
            max={Math.min(365, days)}
            value={gate.warnDays ?? WARN}
            onChange={(to) => onChange({ ...gate, warnDays: to ?? WARN })}
          />{' '}
          {w.waitAfter}
        </span>
      )}
    </div>
  )
}
