import { Button, Form, Input, InputNumber, Modal } from 'antd'
import { useState } from 'react'
import { clearHolidays, readCalendar, readMonth, setHolidays } from '../../../contract/working-time.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useToast } from '../../ui/useToast.tsx'
import { readPlan, sayPlan } from './plan.ts'
import { timeWords } from './words.ts'
import type { PutYear } from './Years.tsx'

interface YearDialogProps {
  year: number
  held: PutYear | undefined
  onClose: () => void
}

/** Puts in the holidays of a year, from the text they are published as. */
export function YearDialog({ year: first, held, onClose }: YearDialogProps) {
  const w = useWords(timeWords)
  const { lang } = useLanguage()
  const toast = useToast()
  const [year, setYear] = useState(first)
  const [text, setText] = useState(() => (held ? sayPlan(held.days, w.worksWord) : ''))
  const keep = useVerb(setHolidays, [readCalendar, readMonth])
  const clear = useVerb(clearHolidays, [readCalendar, readMonth])
  const after = {
    onSuccess: () => {
      toast.done(w.saved)
      onClose()
    },
    onError: toast.refused,
  }
  const { days, unread } = readPlan(text, year)
  const off = days.filter(({ kind }) => kind === 'off').length
  return (
    <Modal
      open
      title={w.yearTitle}
      width={560}
      onCancel={onClose}
      onOk={() => keep.mutate({ params: { year }, body: { days } }, after)}
      okText={w.save}
      okButtonProps={{ disabled: days.length === 0, title: days.length === 0 ? w.planHint : '' }}
      confirmLoading={keep.isPending}
    >
      <Form layout="vertical">
        <Form.Item label={w.year} htmlFor="plan-year">
          <InputNumber
            id="plan-year"
            min={2000}
            max={2099}
            precision={0}
            value={year}
            disabled={held !== undefined}
            onChange={(to) => setYear(to ?? first)}
          />
        </Form.Item>
        <Form.Item label={w.planText} htmlFor="plan-text" extra={w.planHint}>
          <Input.TextArea
            id="plan-text"
            rows={10}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        </Form.Item>
      </Form>
      {text.trim() === '' ? null : (
        <p role="status">
          <b>{w.planRead(off, days.length - off)}</b>
          {lang === 'zh' ? '。' : '. '}
          {w.planReplaces}
        </p>
      )}
      {unread.length > 0 ? (
        <p className="banner" data-tone="ochre">
          {w.planUnread(unread.join(' / '))}
        </p>
      ) : null}
      {held ? (
        <Button type="link" danger onClick={() => clear.mutate({ params: { year } }, after)}>
          {w.takeBackYear}
        </Button>
      ) : null}
    </Modal>
  )
}
