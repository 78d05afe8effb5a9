import { Input, Modal } from 'antd'
import { useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { pageWords } from './words.ts'

interface ReasonDialogProps {
  title: string
  /** What the button does, in a verb. */
  verb: string
  onClose: () => void
  /** Resolves to whether it was done; the dialog then closes, else what was typed stays. */
  onGive: (reason: string) => Promise<boolean>
}

/** Asks for the reason the server wants: one line, then Enter. */
export function ReasonDialog({ title, verb, onClose, onGive }: ReasonDialogProps) {
  const w = useWords(pageWords)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const give = async () => {
    if (!reason.trim() || busy) return
    setBusy(true)
    const done = await onGive(reason.trim())
    setBusy(false)
    if (done) onClose()
  }
  return (
    <Modal
      open
      title={title}
      width={440}
      okText={verb}
      cancelText={w.cancel}
      okButtonProps={{ disabled: !reason.trim(), loading: busy }}
      onOk={() => void give()}
      onCancel={onClose}
    >
      <Input.TextArea
        aria-label={w.reason}
        autoFocus
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={500}
        placeholder={w.reasonHint}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        onPressEnter={(event) => {
          if (event.shiftKey || event.nativeEvent.isComposing) return
          event.preventDefault()
          void give()
        }}
      />
    </Modal>
  )
}
