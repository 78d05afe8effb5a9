import { DatePicker, Select, Space } from 'antd'
import dayjs from 'dayjs'
import { dayWords } from '../../../rules/condition.ts'
import { useWords } from '../../app/language.tsx'
import type { EditorProps } from './editor.ts'
import { conditionWords } from './words.ts'

const format = 'YYYY-MM-DD'

/** A day: one that moves along (today) or one of the calendar. */
export function DayEditor({ value, onChange }: EditorProps) {
  const w = useWords(conditionWords)
  const said = dayWords.find((word) => word === value)
  const options = [
    ...dayWords.map((word) => ({ value: word as string, label: w[word] })),
    { value: 'date', label: w.date },
  ]
  const day = typeof value === 'string' && !said ? dayjs(value, format) : null
  return (
    <Space.Compact>
      <Select
        aria-label={w.value}
        value={said ?? 'date'}
        options={options}
        popupMatchSelectWidth={false}
        onChange={(next) => onChange(next === 'date' ? dayjs().format(format) : next)}
      />
      {said ? null : (
        <DatePicker
          aria-label={w.date}
          value={day?.isValid() ? day : null}
          onChange={(next) => onChange(next ? next.format(format) : undefined)}
        />
      )}
    </Space.Compact>
  )
}

/** Two days, both included. */
export function DaysEditor({ value, onChange }: EditorProps) {
  const [from, to] = Array.isArray(value) ? value.map((day) => dayjs(day, format)) : []
  return (
    <DatePicker.RangePicker
      value={from?.isValid() && to?.isValid() ? [from, to] : null}
      onChange={(days) => {
        const [first, last] = days ?? []
        onChange(first && last ? [first.format(format), last.format(format)] : undefined)
      }}
    />
  )
}
