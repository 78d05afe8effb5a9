import { InputNumber, Modal, Radio, Select } from 'antd'
import { useState } from 'react'
import type { FeedbackReason } from '../../../../contract/score-feedback.ts'
import { useWords } from '../../../app/language.tsx'
import { UntilPicker } from '../../../ui/UntilPicker.tsx'
import { NoteField, ReasonField } from './RemarkDialog.tsx'
import type { HeldOverride, Setting } from './useFeedback.ts'
import { feedbackWords } from './words.ts'

interface OverrideDialogProps {
  /** What it is now. */
  grade: string
  score: number
  /** What it may be set to; empty: the score is set. */
  grades: readonly string[]
  held: HeldOverride | null
  onSet: (setting: Setting) => Promise<boolean>
  onClose: () => void
}

/** Most grades that stand side by side; a grid has more. */
const BESIDE = 7

/** Sets a grade by hand: which, why, until when. */
export function OverrideDialog({ grade, score, grades, held, onSet, onClose }: OverrideDialogProps) {
  const w = useWords(feedbackWords)
  const [to, setTo] = useState<string>(grades.find((each) => each !== grade) ?? '')
  const [points, setPoints] = useState<number>(score)
  const [reason, setReason] = useState<FeedbackReason>(held?.reason ?? 'hotter')
  const [note, setNote] = useState<string | null>(held?.note ?? null)
  const [until, setUntil] = useState<string | undefined>()
  const [busy, setBusy] = useState(false)
  const send = async () => {
    setBusy(true)
    const aim = grades.length > 0 ? { grade: to } : { score: points }
    const set = { to: aim, reason, note: note?.trim() || null, until: until ?? null }
    if (await onSet(set)) onClose()
    setBusy(false)
  }
  const options = grades.map((value) => ({ value, label: value || w.noGrade, disabled: value === grade }))
  return (
    <Modal
      open
      width={480}
      title={w.setTitle}
      okText={w.set}
      cancelText={w.cancel}
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <div className="stack feedback-ask">
        {grades.length === 0 ? (
          <label>
            {w.toScore}
            <InputNumber
              min={-100_000}
              max={100_000}
              precision={0}
              value={points}
              onChange={(next) => setPoints(next ?? score)}
            />
          </label>
        ) : grades.length <= BESIDE ? (
          <Radio.Group
            aria-label={w.to}
            optionType="button"
            value={to}
            options={options}
            onChange={({ target }) => setTo(String(target.value))}
          />
        ) : (
          <label>
            {w.to}
            <Select aria-label={w.to} value={to} options={options} onChange={setTo} />
          </label>
        )}
        <ReasonField value={reason} onChange={setReason} />
        <NoteField value={note} onChange={setNote} />
        <label>
          {w.until}
          <UntilPicker label={w.until} placeholder={w.untilHint} value={until} onChange={setUntil} />
        </label>
        <small>{w.setHint}</small>
      </div>
    </Modal>
  )
}
