import { Button, Input, Modal } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '../../app/language.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { settingsWords } from './words.ts'

interface ShownOnceProps {
  title: string
  secret: string
  /** What it is for. */
  hint?: ReactNode
  onClose: () => void
}

/** A secret that nobody can see again: shown to be copied, and closed only on purpose. */
export function ShownOnce({ title, secret, hint, onClose }: ShownOnceProps) {
  const w = useWords(settingsWords)
  const toast = useToast()
  const copy = () =>
    void navigator.clipboard.writeText(secret).then(() => toast.done(w.copied), toast.refused)
  return (
    <Modal
      open
      title={title}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={
        <>
          <Button onClick={onClose}>{w.keptIt}</Button>
          <Button type="primary" onClick={copy}>
            {w.copy}
          </Button>
        </>
      }
    >
      <p>{w.shownOnce}</p>
      <Input.TextArea
        aria-label={title}
        className="secret"
        readOnly
        autoSize
        value={secret}
        onFocus={(event) => event.target.select()}
      />
      {hint ? <p className="quietly">{hint}</p> : null}
    </Modal>
  )
}
