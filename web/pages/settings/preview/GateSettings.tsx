import { InputNumber, Switch } from 'antd'
import { checkPreviewGate, readPreviewGate, setPreviewGate } from '../../../../contract/preview.ts'
import type { PreviewGate } from '../../../../contract/preview.ts'
import { useWords } from '../../../app/language.tsx'
import { useEndpoint, useVerb } from '../../../app/queries.ts'
import { useIs } from '../../../app/session.ts'
import { Answer } from '../../../ui/Answer.tsx'
import { Section } from '../../../ui/Page.tsx'
import { useToast } from '../../../ui/useToast.tsx'
import { previewWords } from './words.ts'

/** What publishing scorecards asks for first. A number is kept when the field is left. */
export function GateSettings() {
  const w = useWords(previewWords)
  const held = useEndpoint(readPreviewGate, {})
  return (
    <Section title={w.gate}>
      <p className="quietly">{w.gateAbout}</p>
      <Answer of={held}>{(gate) => <Asks gate={gate} />}</Answer>
    </Section>
  )
}

function Asks({ gate }: { gate: PreviewGate }) {
  const w = useWords(previewWords)
  const admin = useIs('admin')
  const toast = useToast()
  const keeping = useVerb(setPreviewGate, [readPreviewGate, checkPreviewGate])
  const keep = (part: Partial<PreviewGate>) => {
    const body = { ...gate, ...part }
    if (Object.entries(part).every(([key, value]) => gate[key as keyof PreviewGate] === value)) return
    keeping.mutate(
      { body },
      { onSuccess: () => toast.done(w.saved), onError: (error) => toast.refused(error) },
    )
  }
  const numbers = [
    {
      label: w.gateDays,
      value: gate.days,
      top: 90,
      precision: 0,
      suffix: '',
      keep: (days: number | null) => keep({ days: days ?? 14 }),
    },
    {
      label: w.gateFall,
      value: gate.aucFall,
      top: 0.5,
      precision: 3,
      suffix: '',
      keep: (aucFall: number | null) => keep({ aucFall }),
    },
    {
      label: w.gateChanged,
      value: gate.changed === null ? null : Math.round(gate.changed * 1000) / 10,
      top: 100,
      precision: 1,
      suffix: '%',
      keep: (share: number | null) => keep({ changed: share === null ? null : share / 100 }),
    },
  ]
  return (
    <div className="preview-gate">
      <label>
        <Switch
          size="small"
          checked={gate.required}
          disabled={!admin || keeping.isPending}
          onChange={(required) => keep({ required })}
        />{' '}
        {w.required}
      </label>
      {gate.required ? numbers.map((each) => <Limit key={each.label} {...each} disabled={!admin} />) : null}
      {admin ? null : <p className="quietly">{w.adminOnly}</p>}
    </div>
  )
}

interface LimitProps {
  label: string
  value: number | null
  top: number
  precision: number
  suffix: string
  disabled: boolean
  keep: (value: number | null) => void
}

function Limit({ label, value, top, precision, suffix, disabled, keep }: LimitProps) {
  const w = useWords(previewWords)
  const min = precision === 0 ? 1 : 0
  return (
    <label className="preview-choice">
      <span>{label}</span>
      <InputNumber
        key={String(value)}
        {...(value === null ? {} : { defaultValue: value })}
        min={min}
        max={top}
        precision={precision}
        suffix={suffix}
        placeholder={w.anyMuch}
        disabled={disabled}
        onBlur={({ target }) => {
          const typed = target.value.trim()
          const next = typed === '' ? null : Number(typed)
          if (next === null || (Number.isFinite(next) && next >= min && next <= top)) keep(next)
        }}
        onPressEnter={({ currentTarget }) => currentTarget.blur()}
      />
    </label>
  )
}
