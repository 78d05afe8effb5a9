import { useLanguage, useWords } from '../../app/language.tsx'
import { useMe } from '../../app/session.ts'
import { exactTime, localeOf } from '../../ui/format.ts'
import { axisOf } from './axis.ts'
import type { Moment } from './axis.ts'
import type { Judged } from './say.ts'
import { disputeWords } from './words.ts'

/** What each side can point at: two columns on one time axis. */
export function Chains({ of }: { of: Judged }) {
  const w = useWords(disputeWords)
  const roles = [w.claimant, w.holder]
  return (
    <table className="chains" aria-label={w.chains}>
      <thead>
        <tr>
          <th scope="col">
            {of.sides[0]?.party.name} <small>{roles[0]}</small>
          </th>
          <th scope="col" className="chains-when">
            {w.when}
          </th>
          <th scope="col">
            {of.sides[1]?.party.name} <small>{roles[1]}</small>
          </th>
        </tr>
      </thead>
      <tbody>
        {axisOf(of).map((moment) => (
          <Line key={`${moment.at} ${'side' in moment ? moment.side : moment.mark}`} moment={moment} />
        ))}
      </tbody>
    </table>
  )
}

function Line({ moment }: { moment: Moment }) {
  const w = useWords(disputeWords)
  if ('mark' in moment)
    return (
      <tr className="chains-mark">
        <td />
        <td className="chains-when">
          <Moments from={moment.at} to={moment.at} />
          <b>{w[moment.mark]}</b>
        </td>
        <td />
      </tr>
    )
  const told = <Told moment={moment} />
  return (
    <tr>
      <td>{moment.side === 0 ? told : null}</td>
      <td className="chains-when">
        <Moments from={moment.at} to={moment.last} />
      </td>
      <td>{moment.side === 1 ? told : null}</td>
    </tr>
  )
}

function Told({ moment: { proof, times } }: { moment: Extract<Moment, { side: number }> }) {
  const w = useWords(disputeWords)
  const doors: Record<string, string> = { hand: w.byHand, import: w.byImport, form: w.byForm, api: w.byApi }
  const door = proof.door === null ? undefined : (doors[proof.door] ?? proof.door)
  return (
    <div className="chains-proof" data-kind={proof.kind} data-idle={proof.discounted ? true : undefined}>
      {proof.kind === 'followed_up' ? w.followed(times) : w[proof.kind]}
      {door ? <small> · {door}</small> : null}
      {proof.discounted ? <small className="chains-why">{w[proof.discounted]}</small> : null}
    </div>
  )
}

function Moments({ from, to }: { from: string; to: string }) {
  const { lang } = useLanguage()
  const { organisation } = useMe()
  const zone = organisation.timeZone
  const say = (at: string) =>
    new Intl.DateTimeFormat(localeOf(lang), {
      timeZone: zone,
      month: 'numeric',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(new Date(at))
  return (
    <time dateTime={from} title={exactTime(new Date(from), { lang, zone })}>
      {say(from)}
      {to === from ? null : ` – ${say(to)}`}
    </time>
  )
}
