import { Button } from 'antd'
import { readChannels, tryDevice } from '../../../contract/notice.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Section } from '../../ui/Page.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { channelWords } from './channelWords.ts'
import { nameOf } from './deviceName.ts'
import { usePush } from './usePush.ts'

/** The browsers one is pushed to; this one is switched on by a click and no sooner. */
export function PushDevices() {
  const w = useWords(channelWords)
  const toast = useToast()
  const known = useEndpoint(readChannels, {})
  const { busy, state, turnOn, turnOff } = usePush()
  const test = useVerb(tryDevice, [readChannels])
  const mine = nameOf(navigator.userAgent)
  const send = (deviceId: string) =>
    test.mutate(
      { params: { deviceId } },
      {
        onSuccess: ({ ok, answer }) => (ok ? toast.done(answer) : toast.refused(new Error(answer))),
        onError: toast.refused,
      },
    )
  return (
    <Section title={w.browsers} about={w.browsersHint}>
      <Answer of={known} rows={1}>
        {({ devices, pushKey }) => (
          <>
            <ul className="lines">
              {devices.map(({ deviceId, label, createdAt }) => (
                <li key={deviceId}>
                  <div>
                    <b>{label}</b>
                    <div className="quiet">
                      {w.since} <RelativeTime at={createdAt} />
                    </div>
                  </div>
                  <div className="buttons">
                    <Button size="small" onClick={() => send(deviceId)}>
                      {w.tryIt}
                    </Button>
                    <Button
                      size="small"
                      onClick={() => void turnOff(deviceId, state === 'on' && label === mine)}
                    >
                      {w.turnOff}
                    </Button>
                  </div>
                </li>
              ))}
            </ul>
            {state === 'unsupported' || state === 'denied' ? (
              <p className="quiet">{state === 'denied' ? w.notGiven : w.unsupported}</p>
            ) : null}
            {state === 'off' || (state === 'on' && devices.length === 0) ? (
              <Button loading={busy} onClick={() => void turnOn(pushKey)}>
                {w.turnOn}
              </Button>
            ) : null}
          </>
        )}
      </Answer>
    </Section>
  )
}
