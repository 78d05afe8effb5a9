import { Link } from '@tanstack/react-router'
import { Select } from 'antd'
import { useState } from 'react'
import { readFairness } from '../../../contract/assign-fairness.ts'
import type { Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { formatCount, formatShare } from '../../ui/format.ts'
import { Page, Section } from '../../ui/Page.tsx'
import { Explored } from './Explored.tsx'
import { MakeUpAppeals, MakeUps } from './MakeUps.tsx'
import { fairnessWords } from './words.ts'
import './fairness.css'

export type Told = Reply<typeof readFairness>
type Rep = Told['rules'][number]['reps'][number]

const spans = [7, 30, 90, 365]

/** What everybody got by each rule beside their share, what they are owed, and the good leads beside the floor. */
export function FairnessPage() {
  const w = useWords(fairnessWords)
  const [days, setDays] = useState(30)
  const read = useEndpoint(readFairness, { query: { days } })
  return (
    <Page
      title={w.title}
      actions={
        <>
          <Link to="/rules">‹ {w.back}</Link>
          <Select
            aria-label={w.days}
            value={days}
            onChange={setDays}
            options={spans.map((value) => ({ value, label: w.daysOf(value) }))}
          />
        </>
      }
    >
      <p className="page-intro">{w.intro}</p>
      <MakeUpAppeals />
      <Answer of={read}>{(told) => <Shown told={told} />}</Answer>
      <MakeUps />
    </Page>
  )
}

function Shown({ told: { rules, floor, explored, names } }: { told: Told }) {
  const w = useWords(fairnessWords)
  if (rules.length === 0) return <Empty title={w.none}>{w.noneHint}</Empty>
  return (
    <>
      {rules.map(({ id, name, reps }) => (
        <Section key={id} title={name || w.unnamed}>
          <Shares reps={reps} names={names} />
        </Section>
      ))}
      {floor ? <Floor floor={floor} names={names} /> : null}
      {explored.map((each) => (
        <Explored key={each.ruleId} explored={each} names={names} />
      ))}
    </>
  )
}

function Shares({ reps, names }: { reps: readonly Rep[]; names: Told['names'] }) {
  const w = useWords(fairnessWords)
  const { lang } = useLanguage()
  const most = Math.max(1, ...reps.map(({ lately }) => lately))
  const weighted = reps.some(({ weight }) => weight !== 1)
  return (
    <div className="fairness-wide">
      <table className="fairness">
        <thead>
          <tr>
            <th scope="col">{w.rep}</th>
            <th scope="col">{w.lately}</th>
            {weighted ? <th scope="col">{w.weight}</th> : null}
            <th scope="col">{w.behind}</th>
            <th scope="col">{w.owed}</th>
          </tr>
        </thead>
        <tbody>
          {reps.map(({ userId, lately, weight, behind, owed, present }) => (
            <tr key={userId} data-absent={!present || undefined}>
              <th scope="row">
                {names[userId] ?? w.gone}
                {present ? null : <small>{w.absent}</small>}
              </th>
              <td>
                <span
                  className="fairness-bar"
                  style={{ width: `${(100 * lately) / most}px` }}
                  aria-hidden="true"
                />
                {formatCount(lately, lang)}
              </td>
              {weighted ? <td>{weight}</td> : null}
              <td>{beside(behind, w)}</td>
              <td>{owed > 0 ? w.owedOf(owed) : '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function beside(
  behind: number,
  w: { ahead: (n: string) => string; short: (n: string) => string; level: string },
) {
  const by = Math.abs(behind).toFixed(2)
  if (by === '0.00') return w.level
  return behind > 0 ? w.short(by) : w.ahead(by)
}

function Floor({ floor, names }: { floor: NonNullable<Told['floor']>; names: Told['names'] }) {
  const w = useWords(fairnessWords)
  const { lang } = useLanguage()
  const { share, days, grades, least, reps } = floor
  const sorted = reps.toSorted((a, b) => a.good - b.good)
  return (
    <Section title={w.floor}>
      <p className="quietly">{w.floorAbout(formatShare(share), days, grades.join(w.comma), least)}</p>
      <ul className="fairness-floor">
        {sorted.map(({ userId, good }) => (
          <li key={userId} data-below={good < least || undefined}>
            {names[userId] ?? w.gone} <b>{formatCount(good, lang)}</b>
            {good < least ? <small>{w.below}</small> : null}
          </li>
        ))}
      </ul>
    </Section>
  )
}
