import { Button, Checkbox, Modal } from 'antd'
import { useState } from 'react'
import { clearShift, listCapacity, setShift } from '../../../contract/working-time.ts'
import type { Week } from '../../../contract/working-time.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useToast } from '../../ui/useToast.tsx'
import type { Line } from './PeopleTab.tsx'
import { usualWeek } from './spans.ts'
import { WeekFields } from './WeekFields.tsx'
import { timeWords } from './words.ts'

/** A rep's own week, instead of the organisation's hours. */
export function ShiftDialog({ line, onClose }: { line: Line; onClose: () => void }) {
  const w = useWords(timeWords)
  const toast = useToast()
  const params = { userId: line.userId }
  const first = line.shift?.week ?? usualWeek
  const [week, setWeek] = useState<Week | undefined>(first)
  const [worksHolidays, setWorksHolidays] = useState(line.shift?.worksHolidays ?? false)
  const keep = useVerb(setShift, [listCapacity])
  const clear = useVerb(clearShift, [listCapacity])
  const after = { onSuccess: onClose, onError: toast.refused }
  const save = () => (week ? keep.mutate({ params, body: { week, worksHolidays } }, after) : undefined)
  return (
    <Modal
      open
      title={w.shiftOf(line.name)}
      onCancel={onClose}
      onOk={save}
      okText={w.save}
      okButtonProps={{ disabled: !week, title: week ? '' : w.badSpans, loading: keep.isPending }}
    >
      <WeekFields week={first} onChange={setWeek} />
      <Checkbox checked={worksHolidays} onChange={({ target }) => setWorksHolidays(target.checked)}>
        {w.worksHolidays}
      </Checkbox>
      {line.shift ? (
        <Button type="link" onClick={() => clear.mutate({ params }, after)}>
          {w.toOrg}
        </Button>
      ) : null}
    </Modal>
  )
}
