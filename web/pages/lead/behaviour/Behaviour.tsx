import { Button } from 'antd'
import { leadBehaviour } from '../../../../contract/behaviour.ts'
import type { Reply } from '../../../app/api.ts'
import { useWords } from '../../../app/language.tsx'
import { useLive } from '../../../app/live.ts'
import { usePages } from '../../../app/queries.ts'
import { RelativeTime } from '../../../ui/RelativeTime.tsx'
import { behaviourWords, machineWords } from './words.ts'
import './behaviour.css'

type Did = Reply<typeof leadBehaviour>['items'][number]

/** What a lead did, newest first; what machines did in its name stands there too, and says so. */
export function Behaviour({ leadId }: { leadId: string }) {
  const w = useWords(behaviourWords)
  const held = usePages(leadBehaviour, { params: { leadId }, query: { limit: 10 } })
  useLive(['lead'], ({ ids }) => {
    if (!ids || ids.includes(leadId)) void held.refetch()
  })
  if (!held.rows) return null
  return (
    <section className="lead-part behaviour" aria-label={w.title}>
      <header>
        <h3>{w.title}</h3>
      </header>
      {held.rows.length === 0 ? <p className="quietly">{w.none}</p> : null}
      <ol className="behaviour-list">
        {held.rows.map((did) => (
          <Line key={did.eventId} did={did} />
        ))}
      </ol>
      {held.done ? null : (
        <Button size="small" type="text" onClick={held.more}>
          {w.more}
        </Button>
      )}
    </section>
  )
}

function Line({ did: { kind, about, at, seconds, machine } }: { did: Did }) {
  const w = useWords(behaviourWords)
  const m = useWords(machineWords)
  return (
    <li data-machine={machine === null ? undefined : true}>
      <b>{w[kind]}</b>
      {seconds === null ? null : ` ${w.seconds(seconds)}`} <RelativeTime at={at} />
      {about === '' ? null : <div className="behaviour-about">{about}</div>}
      {machine === null ? null : <small>{w.machine(m[machine as 'bot'])}</small>}
    </li>
  )
}
