import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '../../app/language.tsx'
import { leadWords } from '../lead/words.ts'
import type { Preview } from './useMove.ts'
import { moveWords } from './words.ts'

/** What a move changes for each rep and pool: how many now, how many then, and what stays and why. */
export function PreviewTable({ preview }: { preview: Preview }) {
  const w = useWords(moveWords)
  const { reps, pools, byRules, skipped, customers, cut } = preview
  const most = Math.max(1, ...reps.flatMap(({ now, after, limit }) => [now, after, limit ?? 0]))
  return (
    <>
      {byRules.length > 0 ? <p className="quiet">{w.foreseen}</p> : null}
      {reps.length + pools.length + byRules.length === 0 ? null : (
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
              <RepLine key={rep.userId} rep={rep} most={most}>
                <Why of={byRules.filter(({ id }) => id === rep.userId)} />
              </RepLine>
            ))}
            {pools.map(({ poolId, name, gets, gives }) => (
              <CountLine key={poolId} name={name} count={gets - gives}>
                <Why of={byRules.filter(({ id }) => id === poolId)} />
              </CountLine>
            ))}
            <Nobodys byRules={byRules.filter(({ id }) => id === null)} />
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
type ByRules = Preview['byRules']

function RepLine({ rep, most, children }: { rep: RepLineOf; most: number; children: ReactNode }) {
  const w = useWords(moveWords)
  const { name, now, after, gets, gives, limit } = rep
  // Of who gives and gets both are told: a swap of equal books changes everything.
  const changes = [gets, -gives].filter((n) => n !== 0)
  const isOver = limit !== null && after > limit && after > now
  const width = (n: number) => ({ width: `${(Math.max(0, n) / most) * 100}%` })
  return (
    <tr>
      <th scope="row">
        {name}
        {isOver ? <Tag color="warning">{w.over(limit)}</Tag> : null}
        {children}
      </th>
      <td className="move-number">{now}</td>
      <td className="move-bars" aria-hidden="true">
        <span className="move-bar" style={width(now)} />
        <span className={isOver ? 'move-bar move-bar-over' : 'move-bar move-bar-then'} style={width(after)} />
      </td>
      <td className="move-number">
        <b>{after}</b> <small className="faint">{changes.map(w.change).join(' ')}</small>
      </td>
    </tr>
  )
}

function CountLine({ name, count, children }: { name: string; count: number; children: ReactNode }) {
  const w = useWords(moveWords)
  return (
    <tr>
      <th scope="row">
        {name}
        {children}
      </th>
      <td />
      <td className="move-bars" />
      <td className="move-number">{w.change(count)}</td>
    </tr>
  )
}

/** What the rules give to nobody yet: it waits, or is set aside. */
function Nobodys({ byRules }: { byRules: ByRules }) {
  const lead = useWords(leadWords)
  return [...Map.groupBy(byRules, ({ kind }) => kind)].map(([kind, those]) => (
    <CountLine key={kind} name={lead[kind]} count={those.reduce((sum, { count }) => sum + count, 0)}>
      <Why of={those} />
    </CountLine>
  ))
}

/** Why leads go there: by which rules, or to whoever has the customer. */
function Why({ of }: { of: ByRules }) {
  const w = useWords(moveWords)
  const said = of.flatMap(({ by, rule, count }) => {
    if (by === null) return []
    return w.why(by === 'rule' ? (rule ?? w.aRule) : by === 'customer' ? w.asCustomer : w.noRule, count)
  })
  return said.length > 0 ? <small className="move-why">{said.join(' · ')}</small> : null
}
