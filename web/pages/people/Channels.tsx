import { Checkbox, Input, Switch } from 'antd'
import { useState } from 'react'
import { channels, keepChannels, readChannels, topics } from '../../../contract/notice.ts'
import type { Channel, Topic } from '../../../contract/notice.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Section } from '../../ui/Page.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { channelWords } from './channelWords.ts'
import './channels.css'

type Known = Reply<typeof readChannels>
type Wishes = Pick<Known, 'choices' | 'quiet' | 'details'>

const night = { from: '21:00', to: '08:00' }

/** Which notices leave the app by which way, and when not. Each change is kept at once. */
export function Channels() {
  const w = useWords(channelWords)
  const known = useEndpoint(readChannels, {})
  return (
    <Section title={w.title} about={w.about}>
      <Answer of={known} rows={4}>
        {(data) => <Chooser key={data.chats.length + data.devices.length} known={data} />}
      </Answer>
    </Section>
  )
}

function Chooser({ known }: { known: Known }) {
  const w = useWords(channelWords)
  const toast = useToast()
  const [wishes, setWishes] = useState<Wishes>(known)
  const verb = useVerb(keepChannels, [readChannels])
  const keep = (change: Partial<Wishes>) => {
    const { choices, quiet, details } = { ...wishes, ...change }
    setWishes({ choices, quiet, details })
    const onError = (error: Error) => {
      setWishes(known)
      toast.refused(error)
    }
    verb.mutate({ body: { choices, quiet, details } }, { onError })
  }
  const lacks = lacking(known, w)
  const toggle = (topic: Topic, channel: Channel, on: boolean) =>
    keep({ choices: { ...wishes.choices, [topic]: { ...wishes.choices[topic], [channel]: on } } })
  return (
    <>
      <table className="channels">
        <thead>
          <tr>
            <th scope="col">{w.what}</th>
            {channels.map((channel) => (
              <th key={channel} scope="col">
                {w[channel]}
                {lacks[channel] ? <small>{lacks[channel]}</small> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {topics.map((topic) => (
            <tr key={topic}>
              <th scope="row">
                {w[topic]}
                <small>{w[`${topic}Hint`]}</small>
              </th>
              {channels.map((channel) => (
                <td key={channel}>
                  <Checkbox
                    aria-label={`${w[topic]} · ${w[channel]}`}
                    checked={wishes.choices[topic][channel]}
                    disabled={lacks[channel] !== undefined}
                    onChange={({ target }) => toggle(topic, channel, target.checked)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Hours quiet={wishes.quiet} onChange={(quiet) => keep({ quiet })} />
      <label className="channels-line">
        <Switch
          size="small"
          checked={wishes.details && known.detailsAllowed}
          disabled={!known.detailsAllowed}
          onChange={(details) => keep({ details })}
        />
        <span>
          {w.details}
          {known.detailsAllowed ? null : <small>{w.detailsOff}</small>}
        </span>
      </label>
    </>
  )
}

interface HoursProps {
  quiet: Wishes['quiet']
  onChange: (quiet: Wishes['quiet']) => void
}

function Hours({ quiet, onChange }: HoursProps) {
  const w = useWords(channelWords)
  const set = (part: { from?: string; to?: string }) => {
    const next = { ...(quiet ?? night), ...part }
    if (next.from && next.to) onChange(next)
  }
  return (
    <div className="channels-line">
      <Switch
        size="small"
        aria-label={w.quiet}
        checked={quiet !== null}
        onChange={(on) => onChange(on ? night : null)}
      />
      <span>
        {w.quiet}
        <small>{w.quietHint}</small>
        {quiet ? (
          <span className="channels-hours">
            {(['from', 'to'] as const).map((end) => (
              <label key={end}>
                {w[end]}{' '}
                <Input
                  type="time"
                  size="small"
                  value={quiet[end]}
                  onChange={({ target }) => set({ [end]: target.value })}
                />
              </label>
            ))}
          </span>
        ) : null}
      </span>
    </div>
  )
}

/** Why a way is not there yet, in a few words. */
function lacking(
  { chats, devices, mailable }: Known,
  w: ReturnType<typeof useWords<typeof channelWords>>,
): Partial<Record<Channel, string>> {
  return {
    ...(chats.length === 0 && { chat: w.noChat }),
    ...(devices.length === 0 && { push: w.noPush }),
    ...(!mailable && { mail: w.noMail }),
  }
}
