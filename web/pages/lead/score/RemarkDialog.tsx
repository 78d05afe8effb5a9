import { Checkbox, Input, Modal, Radio, Select } from 'antd'
import { useState } from 'react'
import { directions, feedbackReasons } from '../../../../contract/score-feedback.ts'
import type { FeedbackReason } from '../../../../contract/score-feedback.ts'
import { reasonNames, termName } from '../../../../contract/scoring/reason.ts'
import { useLanguage, useWords } from '../../../app/language.tsx'
import type { Lead } from '../lead.ts'
import type { HeldRemark, Saying } from './useFeedback.ts'
import { feedbackWords } from './words.ts'

interface RemarkDialogProps {
  terms: Lead['scoreTerms']
  /** What the reader said before and may change. */
  own: HeldRemark | undefined
  onSay: (saying: Saying) => Promise<boolean>
  onClose: () => void
}

/** “This score is wrong, because”: too high or too low, why, which lines mislead, and a sentence. */
export function RemarkDialog({ terms, own, onSay, onClose }: RemarkDialogProps) {
  const w = useWords(feedbackWords)
  const { lang } = useLanguage()
  const [saying, setSaying] = useState<Saying>(() => ({
    direction: own?.direction ?? 'high',
    reason: own?.reason ?? 'noBudget',
    misled: own?.misled ?? [],
    note: own?.note ?? null,
  }))
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<Saying>) => setSaying((was) => ({ ...was, ...part }))
  const send = async () => {
    setBusy(true)
    const note = saying.note?.trim() || null
    if (await onSay({ ...saying, note })) onClose()
    setBusy(false)
  }
  const lines = terms.filter(({ id }) => !id.startsWith('cap:') && !id.startsWith('override:'))
  return (
    <Modal
      open
      width={480}
      title={w.wrongTitle}
      okText={w.say}
      cancelText={w.cancel}
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <div className="stack feedback-ask">
        <Radio.Group
          aria-label={w.direction}
          optionType="button"
          value={saying.direction}
          options={directions.map((value) => ({ value, label: w[value] }))}
          onChange={({ target }) => change({ direction: target.value as Saying['direction'] })}
        />
        <ReasonField value={saying.reason} onChange={(reason) => change({ reason })} />
        {lines.length > 0 ? (
          <fieldset>
            <legend>{w.misled}</legend>
            <Checkbox.Group
              value={saying.misled ?? []}
              onChange={(misled) => change({ misled })}
              options={lines.map(({ id, label, points }) => ({
                value: id,
                label: `${termName({ id, label }, lang)} ${points < 0 ? '−' : '+'}${Math.abs(points)}`,
              }))}
            />
          </fieldset>
        ) : null}
        <NoteField value={saying.note ?? null} onChange={(note) => change({ note })} />
      </div>
    </Modal>
  )
}

/** Why, of the reasons there are. */
export function ReasonField({
  value,
  onChange,
}: {
  value: FeedbackReason
  onChange: (reason: FeedbackReason) => void
}) {
  const w = useWords(feedbackWords)
  const { lang } = useLanguage()
  return (
    <label>
      {w.reason}
      <Select
        aria-label={w.reason}
        value={value}
        options={feedbackReasons.map((reason) => ({ value: reason, label: reasonNames[reason][lang] }))}
        onChange={onChange}
      />
    </label>
  )
}

/** In one's own words. */
export function NoteField({ value, onChange }: { value: string | null; onChange: (note: string) => void }) {
  const w = useWords(feedbackWords)
  return (
    <label>
      {w.note}
      <Input.TextArea
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={500}
        placeholder={w.noteHint}
        value={value ?? ''}
        onChange={({ target }) => onChange(target.value)}
      />
      <small>{w.noteFor}</small>
    </label>
  )
}
