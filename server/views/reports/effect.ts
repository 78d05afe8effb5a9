import { sql } from 'kysely'
import type { z } from 'zod'
import { rateOf } from '../../../contract/rate.ts'
import { LEAST_OUTCOMES, type ReportQuery, type reportEffect } from '../../../contract/score-reports.ts'
import { rows, type Tx } from '../../db/db.ts'
import type { UserCaller } from '../../people/caller.ts'
import { policyVersions } from '../../policy/store.ts'
import { aucMargin } from '../../rooms/score/decide/learned/judge.ts'
import { decided, reported, won } from './asked.ts'

type Reply = z.output<typeof reportEffect.reply>
type Told = Reply['overall']

/** Leads that arrived in one week with one score. */
interface Group {
  readonly week: string
  readonly version: number | null
  readonly grade: string
  readonly score: number
  readonly leads: number
  readonly decided: number
  readonly won: number
}

const BEST = 0.3

/** How well the score a lead arrived with foretold what became of it. Read as counts: a week has few scores, many leads. */
export async function readEffect(
  tx: Tx,
  caller: UserCaller,
  asked: { readonly query: ReportQuery; readonly now: Date },
): Promise<Reply> {
  const which = await reported(tx, caller, asked)
  const found = await rows(
    tx,
    sql<Omit<Group, 'score'> & { score: number | null }>`
      select to_char(week, 'YYYY-MM-DD') as week, version, grade, score, leads, decided, won
      from (
        select date_trunc('week', lead.arrived_at at time zone ${caller.zone}) as week,
          lead.first_score_version as version, coalesce(lead.first_grade, '') as grade, lead.first_score as score,
          count(*)::int as leads, count(*) filter (where ${decided})::int as decided,
          count(*) filter (where ${won})::int as won
        from lead where ${which} group by 1, 2, 3, 4) told`,
  )
  const groups = found.filter((group): group is Group => group.score !== null)
  const since = new Date(asked.now.getTime() - asked.query.days * 86_400_000)
  const versions = await policyVersions(tx, 'score', '')
  return {
    overall: toldBy(groups),
    grades: byGrade(groups),
    weeks: weeksOf(groups),
    published: versions
      .filter(({ validFrom }) => validFrom > since)
      .map(({ version, validFrom }) => ({ version, at: validFrom })),
    unknown: sum(found, ({ score, leads }) => (score === null ? leads : 0)),
  }
}

/** By week and version, the oldest first. */
function weeksOf(groups: readonly Group[]): Reply['weeks'] {
  const weeks = Map.groupBy(groups, ({ week, version }) => `${week} ${version ?? 0}`)
  return [...weeks.values()]
    .map((own) => ({
      week: own[0]!.week,
      version: own[0]!.version,
      ...toldBy(own),
      grades: byGrade(own).map(({ leads: _, ...rest }) => rest),
    }))
    .toSorted((a, b) => a.week.localeCompare(b.week) || (a.version ?? 0) - (b.version ?? 0))
}

/** By grade, in the order of their names; none comes last. */
function byGrade(groups: readonly Group[]): Reply['grades'] {
  return [...Map.groupBy(groups, ({ grade }) => grade)]
    .map(([grade, own]) => {
      const [leads, known, wins] = counted(own)
      return { grade, leads, decided: known, won: wins, rate: rateOf(wins, known) }
    })
    .toSorted((a, b) => Number(a.grade === '') - Number(b.grade === '') || a.grade.localeCompare(b.grade))
}

const sum = <T>(all: readonly T[], of: (one: T) => number) => all.reduce((total, one) => total + of(one), 0)
const counted = (groups: readonly Group[]) =>
  [
    sum(groups, (group) => group.leads),
    sum(groups, (group) => group.decided),
    sum(groups, (group) => group.won),
  ] as const

/** How well scores tell, by counts. */
function toldBy(groups: readonly Group[]): Told {
  const [leads, known, wins] = counted(groups)
  const few = wins < LEAST_OUTCOMES || known - wins < LEAST_OUTCOMES
  if (few) return { leads, decided: known, won: wins, auc: null, margin: null, top30: null }
  const scores = falling(groups)
  const area = areaOf(scores) / (wins * (known - wins))
  return {
    leads,
    decided: known,
    won: wins,
    auc: area,
    margin: aucMargin(area, wins, known - wins),
    top30: wonAmong(scores, BEST * known) / wins,
  }
}

type Score = Pick<Group, 'decided' | 'won'>

/** What was decided by score, the highest first: there are far fewer scores than leads. */
function falling(groups: readonly Group[]): Score[] {
  return [...Map.groupBy(groups, ({ score }) => score)]
    .toSorted(([a], [b]) => b - a)
    .map(([, own]) => ({ decided: sum(own, (one) => one.decided), won: sum(own, (one) => one.won) }))
}

/** In how many pairs of a won and a lost lead the won one scored above; a tie is half a pair. */
function areaOf(scores: readonly Score[]): number {
  let [above, before] = [0, 0]
  for (const { decided: known, won: wins } of scores) {
    above += (known - wins) * (before + wins / 2)
    before += wins
  }
  return above
}

/** How many of the best so many were won; a tie at the edge counts in proportion. */
function wonAmong(scores: readonly Score[], room: number): number {
  let [taken, found] = [0, 0]
  for (const { decided: known, won: wins } of scores) {
    if (known > 0) found += wins * Math.min(1, Math.max(0, room - taken) / known)
    taken += known
  }
  return found
}
