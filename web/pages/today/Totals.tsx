import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { HolderKind } from '../../../contract/lead.ts'
import type { Condition } from '../../../rules/condition.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { LeadsLink } from '../../app/LeadsLink.tsx'
import { formatCount } from '../../ui/format.ts'
import { answered, fallingBack, newToday, of, untouched } from './counted.ts'
import { lasted } from './lasted.ts'
import type { TeamDay } from './repair.ts'
import { todayWords } from './words.ts'

interface TotalsProps {
  totals: TeamDay['totals']
  /** Whose leads are counted. */
  people: readonly string[]
}

/** The day in seven figures. */
export function Totals({ totals, people }: TotalsProps) {
  const w = useWords(todayWords)
  const { lang } = useLanguage()
  const { medianFirstResponseSeconds: median, waiting } = totals
  const held = (label: string, count: number, when: Condition, urgent = false) => (
    <Figure label={label} urgent={urgent && count > 0}>
      <LeadsLink
        when={of(people, when)}
        untouched={when === untouched}
        title={when === newToday ? w.stillHeld : undefined}
        holder="rep"
        sort="dueAt"
        label={`${label} ${count}`}
      >
        {formatCount(count, lang)}
      </LeadsLink>
    </Figure>
  )
  const elsewhere = (label: string, count: number, holder: HolderKind) => (
    <Figure label={label}>
      <LeadsLink when={{ all: [] }} holder={holder} label={`${label} ${count}`}>
        {formatCount(count, lang)}
      </LeadsLink>
    </Figure>
  )
  return (
    <dl className="totals">
      {held(w.newToday, totals.newToday, newToday)}
      {held(w.untouched, totals.untouched, untouched)}
      <Figure label={w.firstResponse}>
        {median === null ? (
          <span className="totals-none">{w.noneYet}</span>
        ) : (
          <LeadsLink when={of(people, answered)} holder="rep" title={w.stillHeld}>
            {lasted(median, w)}
          </LeadsLink>
        )}
      </Figure>
      {held(w.fallingBack, totals.fallingBackToday, fallingBack, true)}
      <Figure label={w.inQuarantine}>
        <Link to="/quarantine" aria-label={`${w.inQuarantine} ${totals.inQuarantine}`}>
          {formatCount(totals.inQuarantine, lang)}
        </Link>
      </Figure>
      {elsewhere(w.inPools, totals.inPools, 'pool')}
      {waiting > 0 ? elsewhere(w.waiting, waiting, 'waiting') : null}
    </dl>
  )
}

function Figure({
  label,
  urgent = false,
  children,
}: {
  label: string
  urgent?: boolean
  children: ReactNode
}) {
  return (
    <div data-urgent={urgent || undefined}>
      <dt>{label}</dt>
      <dd className="figure">{children}</dd>
    </div>
  )
}
