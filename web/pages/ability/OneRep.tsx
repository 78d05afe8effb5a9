import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { abilityCaveat } from '../../../contract/ability-sentence.ts'
import { EVERY, listAbilityLeads, readAbility } from '../../../contract/ability.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useFreshen } from '../../app/live.ts'
import { useEndpoint } from '../../app/queries.ts'
import { useIs, useMe } from '../../app/session.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Chart } from '../../ui/Chart.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { formatCount, formatShare } from '../../ui/format.ts'
import { Page, Section } from '../../ui/Page.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { type Cell, leadsOf, type RepPage } from './ability.ts'
import { courseOf } from './course.ts'
import { Estimate, Interval, Tier, topOf } from './Estimate.tsx'
import { Leads } from './Leads.tsx'
import { tenure } from './Matrix.tsx'
import { type Names, useNames } from './useNames.ts'
import { abilityWords } from './words.ts'

/** A rep's ability with all it comes from: why, by channel, over time, moves, and the leads that counted. */
export function OneRep({ userId }: { userId: string }) {
  const w = useWords(abilityWords)
  const me = useMe()
  const judges = useIs('manager', 'admin')
  const own = userId === me.userId
  const { lang } = useLanguage()
  // The sentence comes in the language of the reader: another language is another question.
  const read = useEndpoint(readAbility, { params: { userId } }, { staleTime: 0 })
  useFreshen(['ability'], [readAbility, listAbilityLeads])
  const title = own ? w.mine : read.data ? w.of(read.data.rep.name) : w.title
  return (
    <Page
      title={title}
      about={read.data ? tenure(read.data.rep.months, w) : undefined}
      actions={judges ? <Link to="/ability">{w.back}</Link> : undefined}
    >
      <Answer of={read} rows={8}>
        {(page) => <Told key={lang} page={page} own={own} />}
      </Answer>
    </Page>
  )
}

function Told({ page, own }: { page: RepPage; own: boolean }) {
  const w = useWords(abilityWords)
  const { lang } = useLanguage()
  const names = useNames(page.segments)
  const whole = page.items.find(({ channel }) => channel === EVERY)
  if (!whole) return <Empty title={own ? w.ownNever : w.never}>{own ? w.ownNeverHint : w.neverHint}</Empty>
  const caveat = abilityCaveat(whole, lang)
  return (
    <>
      <div className="ability-head">
        <Estimate of={whole} top={topOf([whole])} tiers={page.tiers} />
        <div>
          <p className="ability-sentence">{page.sentence}</p>
          {caveat ? <p className="hint">{caveat}</p> : null}
          <p className="hint">{w.legend}</p>
        </div>
      </div>
      <Section title={w.byChannel} about={w.byChannelAbout}>
        <Channels page={page} names={names} />
      </Section>
      {page.course.length > 1 ? <Course page={page} base={whole.base} /> : null}
      <Section title={w.moves} about={w.movesAbout}>
        <Moves page={page} names={names} />
      </Section>
      <Section title={w.leads} about={w.leadsAbout}>
        <Leads userId={page.rep.userId} own={own} channels={page.channels} names={names} />
      </Section>
    </>
  )
}

function Channels({ page: { items, tiers }, names }: { page: RepPage; names: Names }) {
  const w = useWords(abilityWords)
  const channels = items.filter(({ channel, segment }) => channel !== EVERY && segment === EVERY)
  if (channels.length === 0) return <p className="hint">{w.noLeads}</p>
  const top = topOf(channels)
  return (
    <div className="ability-channels">
      {channels.map((cell) => {
        const segments = items.filter(({ channel, segment }) => channel === cell.channel && segment !== EVERY)
        return (
          <details key={cell.channel}>
            <summary>
              <Line of={cell} name={names.channel(cell.channel)} top={top} tiers={tiers} />
            </summary>
            {segments.map((part) => (
              <Line
                key={part.segment}
                of={part}
                name={names.segment(part.segment)}
                top={Math.max(top, topOf(segments))}
                tiers={tiers}
              />
            ))}
          </details>
        )
      })}
    </div>
  )
}

interface LineProps {
  of: Cell
  name: string
  top: number
  tiers: RepPage['tiers']
}

function Line({ of, name, top, tiers }: LineProps) {
  const w = useWords(abilityWords)
  const { lang } = useLanguage()
  return (
    <span className="ability-line">
      <span>{name}</span>
      <Tier of={of.tier} rank={tiers.findIndex((tier) => tier.name === of.tier)} />
      <b>{formatShare(of.mean)}</b>
      <Interval of={of} top={top} />
      <small>
        {w.counts(formatCount(of.won, lang), formatCount(leadsOf(of), lang))} ·{' '}
        {w.expected(of.expected.toFixed(0))}
      </small>
    </span>
  )
}

function Course({ page: { course }, base }: { page: RepPage; base: number }) {
  const w = useWords(abilityWords)
  const { lang } = useLanguage()
  const option = useMemo(
    () => courseOf(course, base, { bounds: w.bounds, estimate: w.estimate, everybody: w.everybody, lang }),
    [course, base, w, lang],
  )
  return (
    <Section title={w.course} about={w.courseAbout}>
      <Chart label={w.courseLabel} option={option} height={220} />
    </Section>
  )
}

function Moves({ page: { moves }, names }: { page: RepPage; names: Names }) {
  const w = useWords(abilityWords)
  const { lang } = useLanguage()
  if (moves.length === 0) return <p className="hint">{w.noMoves}</p>
  return (
    <ul className="ability-moves">
      {moves.slice(0, 20).map((move) => (
        <li key={`${move.channel} ${move.segment} ${move.at}`}>
          <b>{w.moved(move.from ?? w.unknown, move.to ?? w.unknown)}</b>
          <span>
            {names.channel(move.channel)}
            {move.segment === EVERY ? '' : ` · ${names.segment(move.segment)}`}
          </span>
          <small>
            {w.movedFor(
              formatCount(move.won, lang),
              formatCount(move.leads, lang),
              w.range(formatShare(move.low), formatShare(move.high)),
              formatShare(move.base),
            )}
          </small>
          <RelativeTime at={move.at} />
        </li>
      ))}
    </ul>
  )
}
