import { InputNumber } from 'antd'
import { useMe } from '../../../app/session.ts'
import { minorPerUnit } from '../../../ui/format.ts'

interface MoneyInputProps {
  label: string
  /** Minor units. */
  value: number
  onChange: (minor: number) => void
  /** Amounts below zero too. */
  signed?: boolean
}

/** An amount in the organisation's currency: typed in whole units, kept in minor ones. */
export function MoneyInput({ label, value, onChange, signed = false }: MoneyInputProps) {
  const { currency } = useMe().organisation
  const unit = minorPerUnit(currency)
  return (
    <label className="rule-field">
      <span className="rule-label">{label}</span>
      <InputNumber<number>
        aria-label={label}
        className="value-money"
        min={signed ? -1e10 : 0}
        max={1e10}
        precision={unit === 1 ? 0 : 2}
        controls={false}
        suffix={currency}
        value={value / unit}
        onChange={(units) => onChange(Math.round((units ?? 0) * unit))}
      />
    </label>
  )
}
