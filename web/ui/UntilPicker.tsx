import { DatePicker } from 'antd'
import dayjs from 'dayjs'

interface UntilPickerProps {
  id?: string
  label: string
  placeholder: string
  /** ISO 8601: the end of the last day; undefined is for ever. */
  value: string | undefined
  onChange: (until: string | undefined) => void
  size?: 'small'
}

/** The last day of something, from today on. */
export function UntilPicker({ id, label, placeholder, value, onChange, size }: UntilPickerProps) {
  return (
    <DatePicker
      {...(id ? { id } : {})}
      {...(size ? { size } : {})}
      aria-label={label}
      placeholder={placeholder}
      value={value ? dayjs(value) : null}
      minDate={dayjs()}
      onChange={(day) => onChange(day?.endOf('day').toISOString())}
    />
  )
}
