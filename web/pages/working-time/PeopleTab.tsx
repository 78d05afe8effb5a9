import { Button, Dropdown, InputNumber } from 'antd'
import { useState } from 'react'
import { editMember } from '../../../contract/people.ts'
import { comeBack, goOffline, listCapacity, offlineFor } from '../../../contract/working-time.ts'
import type { OfflineFor } from '../../../contract/working-time.ts'
import type { Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { formatClock } from '../../ui/clock.ts'
import { dutyWords } from '../../ui/dutyWords.ts'
import { Empty } from '../../ui/Empty.tsx'
import { Gauge } from '../../ui/Gauge.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { ShiftDialog } from './ShiftDialog.tsx'
import { timeWords } from './words.ts'

export type Line = Reply<typeof listCapacity>['items'][number]

/** A line a rep: whether they are on duty, what they hold and got, and what they may. */
export function PeopleTab({ items }: { items: readonly Line[] }) {
  const w = useWords(timeWords)
  if (items.length === 0) return <Empty title={w.nobody}>{w.nobodyHint}</Empty>
  return (
    <ul className="capacity">
      {items.map((line) => (
        <PersonLine key={line.userId} line={line} />
      ))}
    </ul>
  )
}

function PersonLine({ line }: { line: Line }) {
  const w = useWords(timeWords)
  const [shifting, setShifting] = useState(false)
  const known = [line.tier, ...Object.values(line.traits).flat()].filter(Boolean)
  return (
    <li>
      <div className="capacity-who">
        <b>{line.name}</b>
        {known.length > 0 ? <span className="quiet">{known.join(' · ')}</span> : null}
        <Standing line={line} />
      </div>
      <Cap line={line} label={w.holding} used={line.holding} cap="holdingMax" />
      <Cap line={line} label={w.today} used={line.givenToday} cap="dailyMax" />
      <Cap line={line} label={w.week} used={line.givenThisWeek} cap="weeklyMax" />
      <Button size="small" onClick={() => setShifting(true)}>
        {line.shift ? w.ownShift : w.orgHours}
      </Button>
      {shifting ? <ShiftDialog line={line} onClose={() => setShifting(false)} /> : null}
    </li>
  )
}

function Standing({ line: { userId, off, next, offline } }: { line: Line }) {
  const w = useWords(dutyWords)
  const t = useWords(timeWords)
  const { lang } = useLanguage()
  const toast = useToast()
  const go = useVerb(goOffline, [listCapacity])
  const back = useVerb(comeBack, [listCapacity])
  const params = { userId }
  const said = off === null ? w.on : next ? w.offUntil(w[off], formatClock(next, lang)) : w[off]
  return (
    <span className="capacity-duty" data-off={off ?? 'on'}>
      {said}
      {offline ? (
        <Button size="small" onClick={() => back.mutate({ params }, { onError: toast.refused })}>
          {w.comeBack}
        </Button>
      ) : (
        <Dropdown
          trigger={['click']}
          menu={{
            items: offlineFor.options.map((key) => ({ key, label: w[`for${key}`] })),
            onClick: ({ key }) =>
              go.mutate({ params, body: { for: key as OfflineFor } }, { onError: toast.refused }),
          }}
        >
          <Button size="small" type="text">
            {t.goOffline}
          </Button>
        </Dropdown>
      )}
    </span>
  )
}

interface CapProps {
  line: Line
  label: string
  used: number
  cap: 'holdingMax' | 'dailyMax' | 'weeklyMax'
}

function Cap({ line, label, used, cap }: CapProps) {
  const w = useWords(timeWords)
  const toast = useToast()
  const edit = useVerb(editMember, [listCapacity])
  const [wish, setWish] = useState(line[cap])
  const keep = () => {
    if (wish === line[cap]) return
    const onError = (error: unknown) => {
      setWish(line[cap])
      toast.refused(error)
    }
    edit.mutate(
      { params: { userId: line.userId }, body: { [cap]: wish } },
      { onSuccess: () => toast.done(w.saved), onError },
    )
  }
  return (
    <span className="capacity-cap">
      <Gauge label={label} used={used} limit={line[cap]} />
      <InputNumber
        size="small"
        min={0}
        max={100_000}
        precision={0}
        controls={false}
        value={wish}
        placeholder={w.unlimited}
        aria-label={`${line.name} ${label} ${w.max}`}
        onChange={setWish}
        onBlur={keep}
        onPressEnter={keep}
      />
    </span>
  )
}
