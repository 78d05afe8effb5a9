import { Button, Select } from 'antd'
import type { RefSelectProps } from 'antd'
import { useState } from 'react'
import type { RefObject } from 'react'
import { useWords } from '../../app/language.tsx'
import { type Board, type Cohort, rectangle, type Selection } from './board.ts'
import { cohortWords } from './words.ts'

interface SelectionBarProps {
  selection: Selection
  cohort: Cohort
  board: Board
  busy: boolean
  picker: RefObject<RefSelectProps | null>
  onGive: (userId: string | null, shift?: number) => void
  onClose: () => void
}

/** What is chosen on the board, and whom it is given to. */
export function SelectionBar({ selection, cohort, board, busy, picker, onGive, onClose }: SelectionBarProps) {
  const w = useWords(cohortWords)
  const [shift, setShift] = useState<number>(-1)
  const { top, bottom, left, right } = rectangle(selection)
  const only = shift < 0 || shift >= cohort.shifts.length ? undefined : shift
  return (
    <div className="roster-bar" role="toolbar" aria-label={w.whom}>
      <span>{w.selected(bottom - top + 1, right - left + 1)}</span>
      {cohort.shifts.length > 1 ? (
        <Select<number>
          aria-label={w.shift}
          value={only ?? -1}
          onChange={setShift}
          options={[
            { value: -1, label: w.allShifts },
            ...cohort.shifts.map(({ from, to }, value) => ({ value, label: `${from}–${to}` })),
          ]}
        />
      ) : null}
      <Select<string | null>
        ref={picker}
        className="roster-picker"
        aria-label={w.whom}
        placeholder={w.whom}
        value={null}
        showSearch={{ optionFilterProp: 'label' }}
        loading={busy}
        onChange={(userId) => onGive(userId, only)}
        options={board.people
          .filter(({ rep }) => rep)
          .map(({ userId, name }) => ({ value: userId, label: name }))}
      />
      <Button onClick={() => onGive(null, only)}>{w.clear}</Button>
      <Button type="text" onClick={onClose}>
        {w.cancel}
      </Button>
    </div>
  )
}
