import { InputNumber, Modal } from 'antd'
import { useState } from 'react'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useMe } from '../../app/session.ts'
import { formatMoney, minorPerUnit } from '../../ui/format.ts'
import { pageWords } from './words.ts'

interface ConvertDialogProps {
  onClose: () => void
  /** The amount in minor units. */
  onConvert: (amount: number) => Promise<boolean>
}

/** Asks for the amount won, typed in whole units and kept in minor ones. */
export function ConvertDialog({ onClose, onConvert }: ConvertDialogProps) {
  const w = useWords(pageWords)
  const { lang } = useLanguage()
  const { currency } = useMe().organisation
  const [units, setUnits] = useState<number | null>(null)
  const [busy, setBusy] = useState(false)
  const minor = units === null ? null : Math.round(units * minorPerUnit(currency))
  const convert = async () => {
    if (minor === null || busy) return
    setBusy(true)
    const done = await onConvert(minor)
    setBusy(false)
    if (done) onClose()
  }
  return (
    <Modal
      open
      title={w.convert}
      width={400}
      okText={w.convert}
      cancelText={w.cancel}
      okButtonProps={{ disabled: minor === null, loading: busy }}
      onOk={() => void convert()}
      onCancel={onClose}
    >
      <label className="amount">
        {w.amount}
        <InputNumber<number>
          autoFocus
          min={0}
          precision={2}
          controls={false}
          suffix={lang === 'zh' && currency === 'CNY' ? w.yuan : currency}
          value={units}
          onChange={setUnits}
          onPressEnter={() => void convert()}
        />
      </label>
      <p className="faint">
        {minor !== null && minor >= 1_000_000 ? formatMoney(minor, currency, lang) : w.wonHint}
      </p>
    </Modal>
  )
}
