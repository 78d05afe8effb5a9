import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { PassOn } from './PassOn.tsx'
import { byUrgency, inOrder } from './repair.ts'
import type { RepDay } from './repair.ts'
import { RepLine } from './RepLine.tsx'
import { todayWords } from './words.ts'

/** The reps, who needs help most first. The order is taken once and then stays: numbers change, rows do not move. */
export function RepTable({ reps }: { reps: readonly RepDay[] }) {
  const w = useWords(todayWords)
  const [order, setOrder] = useState(() => byUrgency(reps))
  const [passing, setPassing] = useState<RepDay | undefined>()
  if (reps.length === 0)
    return (
      <Empty title={w.noReps} action={<Link to="/team">{w.goTeam}</Link>}>
        {w.noRepsHint}
      </Empty>
    )
  const now = byUrgency(reps)
  const shown = inOrder(reps, order)
  const moved = shown.some(({ userId }, at) => userId !== now[at])
  return (
    <div className="reps-frame">
      <table className="reps">
        <caption className="unseen">{w.reps}</caption>
        <thead>
          <tr>
            <th scope="col">{w.rep}</th>
            <th scope="col">{w.newToday}</th>
            <th scope="col">{w.untouched}</th>
            <th scope="col">{w.fallingBack}</th>
            <th scope="col">{w.overdue}</th>
            <th scope="col">{w.response}</th>
            <th scope="col">{w.done}</th>
            <th scope="col">{w.given}</th>
            <th scope="col">{w.holding}</th>
            <th scope="col">
              {w.fix}
              {moved ? (
                <Button type="link" size="small" onClick={() => setOrder(now)}>
                  {w.reorder}
                </Button>
              ) : null}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((rep) => (
            <RepLine key={rep.userId} rep={rep} onPassOn={() => setPassing(rep)} />
          ))}
        </tbody>
      </table>
      {passing ? <PassOn rep={passing} onClose={() => setPassing(undefined)} /> : null}
    </div>
  )
}
