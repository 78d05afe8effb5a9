import { Checkbox, InputNumber } from 'antd'

interface MaybeNumberProps {
  label: string
  unit: string
  min: number
  max: number
  /** What it begins with when it is switched on. */
  start: number
  value: number | undefined
  onChange: (value: number | undefined) => void
}

/** A number that may be left out: a switch with its words and, while on, the number. */
export function MaybeNumber({ label, unit, min, max, start, value, onChange }: MaybeNumberProps) {
  return (
    <div className="rule-choose">
      <Checkbox
        checked={value !== undefined}
        onChange={({ target }) => onChange(target.checked ? start : undefined)}
      >
        {label}
      </Checkbox>
      {value === undefined ? null : (
        <>
          <InputNumber
            aria-label={label}
            className="small-number"
            min={min}
            max={max}
            precision={0}
            value={value}
            onChange={(next) => onChange(next ?? start)}
          />
          {unit}
        </>
      )}
    </div>
  )
}
