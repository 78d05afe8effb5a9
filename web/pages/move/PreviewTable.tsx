import { Tag } from 'antd'
import { useWords } from '../../app/language.tsx'
import type { Preview } from './useMove.ts'
import { moveWords } from './words.ts'

/** What a move changes for each rep and pool: how many now, how many then, and what stays and why. */
export function PreviewTable({ preview }: { preview: Preview }) {
  const w = useWords(moveWords)
  const { reps, pools, byRules, skipped, customers, cut } = preview
  const most = Math.max(1, ...reps.flatMap(({ now, after, limit }) => [now, after ?? 0, limit ?? 0]))
  return (
    <>
      {reps.length + pools.length + byRules === 0 ? null : (
        <table className="move-table">
          <thead>
            <tr>
              <th scope="col">{w.who}</th>
              <th scope="col" className="move-number">
                {w.now}
              </th>
              <th scope="col" className="move-bars" aria-hidden="true" />
              <th scope="col" className="move-number">
                {w.later}
              </th>
            </tr>
          </thead>
          <tbody>
            {reps.map((rep) => (
              <RepLine key={rep.userId} rep={rep} most={most} />
            ))}
            {pools.map(({ poolId, name, gets, gives }) => (
              <tr key={poolId}>
                <th scope="row">{name}</th>
                <td />
                <td className="move-bars" />
                <td className="move-number">{w.change(gets - gives)}</td>
              </tr>
            ))}
            {byRules > 0 ? (
              <tr>
                <th scope="row">{w.byRules}</th>
                <td />
                <td className="move-bars" />
                <td className="move-number">{w.change(byRules)}</td>
              </tr>
            ) : null}
          </tbody>
        </table>
      )}
      {customers > 0 ? <p className="quiet">{w.withCustomers(customers)}</p> : null}
      {cut ? <p className="move-warn">{w.cut}</p> : null}
      {skipped.length > 0 ? (
        <div className="quiet">
          {w.stay}
          <ul className="move-skipped">
            {skipped.map(({ code, count, message }) => (
              <li key={code}>{w.skip(count, message)}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </>
  )
}

type RepLineOf = Preview['reps'][number]

function RepLine({ rep: { name, now, after: then, gives, limit }, most }: { rep: RepLineOf; most: number }) {
  const w = useWords(moveWords)
  const after = then ?? now - gives
  const isOver = then !== null && limit !== null && then > limit && then > now
  const width = (n: number) => ({ width: `${(Math.max(0, n) / most) * 100}%` })
  return (
    <tr>
      <th scope="row">
        {name}
        {isOver ? <Tag color="warning">{w.over(limit)}</Tag> : null}
      </th>
      <td className="move-number">{now}</td>
      <td className="move-bars" aria-hidden="true">
        <span className="move-bar" style={width(now)} />
        <span className={isOver ? 'move-bar move-bar-over' : 'move-bar move-bar-then'} style={width(after)} />
      </td>
      <td className="move-number">
        <b>{after}</b> <small className="faint">{after === now ? '' : w.change(after - now)}</small>
      </td>
    </tr>
  )
}
