import { Button, Input, Modal } from 'antd'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { dayAndTime } from './dayAndTime.ts'
import { teamWords } from './teamWords.ts'

/** A link to hand over, as the server makes it. */
export interface HandedLink {
  link: string
  expiresAt: string
  mailed: boolean
}

/** Shows a link once, to copy and hand over. */
export function LinkDialog({
  link: { link, expiresAt, mailed },
  onClose,
}: {
  link: HandedLink
  onClose: () => void
}) {
  const w = useWords(teamWords)
  const { lang } = useLanguage()
  const toast = useToast()
  const copy = () => void navigator.clipboard.writeText(link).then(() => toast.done(w.copied))
  return (
    <Modal
      open
      title={w.linkTitle}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{w.done}</Button>
          <Button type="primary" onClick={copy}>
            {w.copy}
          </Button>
        </>
      }
    >
      <Input.TextArea
        aria-label={w.linkTitle}
        readOnly
        autoSize
        value={link}
        onFocus={(event) => event.target.select()}
      />
      <p className="quiet">
        {w.linkUntil(dayAndTime(expiresAt, lang))}
        {mailed ? ` ${w.linkMailed}` : null}
      </p>
    </Modal>
  )
}
