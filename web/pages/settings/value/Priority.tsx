import { Checkbox, InputNumber, Select, Switch } from 'antd'
import type { PriorityRules, WorkingHours } from '../../../../contract/value.ts'
import { useWords } from '../../../app/language.tsx'
import { Section } from '../../../ui/Page.tsx'
import { ConditionField } from '../../policy/ConditionField.tsx'
import { sayPriority } from '../../policy/sayValuePolicy.ts'
import type { RuleVocabulary } from '../../policy/useSaying.ts'
import { MoneyInput } from './MoneyInput.tsx'
import { freshPriority, priorityFaults } from './value.ts'
import { valueSettingsWords } from './words.ts'

interface PriorityProps {
  rules: PriorityRules | null
  vocabulary: RuleVocabulary
  onChange: (rules: PriorityRules | null) => void
}

/** Which leads go first, by when they are followed up, and who is told where they are not. */
export function Priority({ rules, vocabulary, onChange }: PriorityProps) {
  const w = useWords(valueSettingsWords)
  return (
    <Section
      title={w.priority}
      actions={
        <Switch
          size="small"
          aria-label={w.on}
          checked={rules !== null}
          onChange={(on) => onChange(on ? freshPriority : null)}
        />
      }
    >
      {rules ? (
        <PriorityEditor rules={rules} vocabulary={vocabulary} onChange={onChange} />
      ) : (
        <p className="quietly">{w.on}</p>
      )}
    </Section>
  )
}

function PriorityEditor({ rules, vocabulary, onChange }: PriorityProps & { rules: PriorityRules }) {
  const w = useWords(valueSettingsWords)
  const faults = priorityFaults(rules, vocabulary.fields)
  const set = (part: Partial<PriorityRules>) => onChange({ ...rules, ...part })
  const { when: _, ...everywhere } = rules
  const fault = { remind: w.remindLate, hours: w.hoursShort, needOne: w.needOne, when: w.which }
  return (
    <>
      <ul className="value-said">
        {sayPriority(rules, vocabulary.say).map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      {faults.map((each) => (
        <p key={each} className="rule-unsound">
          {fault[each]}
        </p>
      ))}
      <Checkbox
        checked={rules.from !== null}
        onChange={({ target }) => set({ from: target.checked ? freshPriority.from : null })}
      >
        {w.from}
      </Checkbox>
      {rules.from === null ? null : (
        <>
          <MoneyInput label={w.from} value={rules.from} onChange={(from) => set({ from })} />
          <p className="quietly">{w.fromHint}</p>
        </>
      )}
      <Checkbox
        checked={rules.when !== undefined}
        onChange={({ target }) => onChange(target.checked ? { ...rules, when: { all: [] } } : everywhere)}
      >
        {w.when}
      </Checkbox>
      {rules.when ? (
        <ConditionField
          label={w.which}
          value={rules.when}
          vocabulary={vocabulary}
          onChange={(when) => set({ when })}
        />
      ) : null}
      <div className="rule-pair">
        <Minutes label={w.within} least={1} value={rules.minutes} onChange={(minutes) => set({ minutes })} />
        <Minutes
          label={w.remind}
          least={0}
          value={rules.remindMinutes}
          onChange={(remindMinutes) => set({ remindMinutes })}
        />
      </div>
      <div className="rule-pair">
        <Minutes
          label={w.escalate}
          least={1}
          value={rules.escalateMinutes}
          onChange={(escalateMinutes) => set({ escalateMinutes })}
        />
        <Minutes
          label={w.again}
          least={5}
          value={rules.againMinutes}
          onChange={(againMinutes) => set({ againMinutes })}
        />
      </div>
      <p className="quietly">{w.overdueNote}</p>
      <HoursEditor rules={rules} onChange={onChange} />
    </>
  )
}

interface MinutesProps {
  label: string
  least: number
  value: number
  onChange: (minutes: number) => void
}

function Minutes({ label, least, value, onChange }: MinutesProps) {
  const w = useWords(valueSettingsWords)
  return (
    <label className="rule-field">
      <span className="rule-label">{label}</span>
      <InputNumber
        aria-label={label}
        min={least}
        max={43_200}
        precision={0}
        suffix={w.minuteUnit}
        value={value}
        onChange={(to) => onChange(to ?? least)}
      />
    </label>
  )
}

const workdays: WorkingHours = { from: '09:00', until: '21:00', days: [1, 2, 3, 4, 5, 6, 7] }
const times = Array.from(
  { length: 48 },
  (_, i) => `${String(i >> 1).padStart(2, '0')}:${i % 2 ? '30' : '00'}`,
)

function HoursEditor({
  rules,
  onChange,
}: {
  rules: PriorityRules
  onChange: (rules: PriorityRules) => void
}) {
  const w = useWords(valueSettingsWords)
  const { hours, ...always } = rules
  const set = (part: Partial<WorkingHours>) =>
    onChange({ ...rules, hours: { ...(hours ?? workdays), ...part } })
  const pick = (label: string, value: string, to: (time: string) => void) => (
    <div className="rule-field">
      <span className="rule-label">{label}</span>
      <Select
        aria-label={label}
        value={value}
        options={times.map((time) => ({ value: time, label: time }))}
        onChange={to}
      />
    </div>
  )
  return (
    <>
      <Checkbox
        checked={hours !== undefined}
        onChange={({ target }) => onChange(target.checked ? { ...rules, hours: workdays } : always)}
      >
        {w.hours}
      </Checkbox>
      {hours ? (
        <div className="rule-pair">
          {pick(w.hoursFrom, hours.from, (from) => set({ from }))}
          {pick(w.hoursUntil, hours.until, (until) => set({ until }))}
          <div className="rule-field">
            <span className="rule-label">{w.weekdays}</span>
            <Select
              mode="multiple"
              aria-label={w.weekdays}
              status={hours.days.length > 0 ? '' : 'warning'}
              value={hours.days}
              options={[1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: day, label: w.day(day) }))}
              onChange={(days: number[]) => set({ days: days.toSorted((a, b) => a - b) })}
            />
          </div>
        </div>
      ) : null}
    </>
  )
}
