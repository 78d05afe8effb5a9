import { Input, Modal } from 'antd'
import { useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { eraseWords } from './eraseWords.ts'

interface EraseDialogProps {
  /** What has to be typed: nobody is erased by a slip of the hand. */
  name: string
  onClose: () => void
  /** Resolves to whether it was done. */
  onErase: () => Promise<boolean>
}

/** Asks whether a person is to be erased for good, by having their name typed. */
export function EraseDialog({ name, onClose, onErase }: EraseDialogProps) {
  const w = useWords(eraseWords)
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const sure = typed.trim() === name
  const erase = async () => {
    if (!sure || busy) return
    setBusy(true)
    const done = await onErase()
    setBusy(false)
    if (done) onClose()
  }
  return (
    <Modal
      open
      title={w.title}
      width={480}
      okText={w.erase}
      cancelText={w.cancel}
      okButtonProps={{ danger: true, disabled: !sure, loading: busy }}
      onOk={() => void erase()}
      onCancel={onClose}
    >
      <p>{w.what}</p>
      <p className="quietly">{w.kept}</p>
      <label>
        {w.type(name)}
        <Input
          autoFocus
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onPressEnter={() => void erase()}
        />
      </label>
    </Modal>
  )
}
