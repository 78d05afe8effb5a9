import { PhoneOutlined } from '@ant-design/icons'
import { useWords } from '../app/language.tsx'
import { formatPhone } from './format.ts'
import { uiWords } from './words.ts'
import './inline.css'

interface PhoneProps {
  /** E.164, or masked by the server: such a number is shown and cannot be called. */
  value: string
  /** Shows a button which dials, for phones and softphones. */
  dial?: boolean
  /** Runs when the number is dialled, for the log which is ready on return. */
  onDial?: () => void
}

/** A phone number in groups, 138 0013 8000; copied without the gaps. */
export function Phone({ value, dial = false, onDial }: PhoneProps) {
  const w = useWords(uiWords)
  const shown = formatPhone(value)
  const whole = !value.includes('*')
  const copyPlain = (event: React.ClipboardEvent) => {
    event.preventDefault()
    event.clipboardData.setData('text/plain', value)
  }
  return (
    <span className="phone" translate="no" onCopy={whole ? copyPlain : undefined}>
      {shown}
      {dial && whole ? (
        <a href={`tel:${value}`} className="phone-dial" aria-label={w.call(shown)} onClick={onDial}>
          <PhoneOutlined aria-hidden="true" />
        </a>
      ) : null}
    </span>
  )
}
