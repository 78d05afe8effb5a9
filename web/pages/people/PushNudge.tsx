import { Button } from 'antd'
import { useState } from 'react'
import { readChannels } from '../../../contract/notice.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { channelWords } from './channelWords.ts'
import './channels.css'
import { usePush } from './usePush.ts'

const NO = 'sluice push: not now'

/** One line on the day's page for whoever is not pushed to anywhere yet; gone for good after “not now”. */
export function PushNudge() {
  const w = useWords(channelWords)
  const [shut, setShut] = useState(() => localStorage.getItem(NO) !== null)
  const known = useEndpoint(readChannels, {}, { enabled: !shut })
  const { busy, state, turnOn } = usePush()
  if (shut || state !== 'off' || !known.data || known.data.devices.length > 0) return null
  const { pushKey } = known.data
  const later = () => {
    localStorage.setItem(NO, '1')
    setShut(true)
  }
  return (
    <div className="push-nudge" role="note">
      <span>{w.nudge}</span>
      <Button size="small" type="primary" ghost loading={busy} onClick={() => void turnOn(pushKey)}>
        {w.turnOn}
      </Button>
      <Button size="small" type="text" onClick={later}>
        {w.later}
      </Button>
    </div>
  )
}
