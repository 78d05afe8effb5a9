import { sql } from 'kysely'
import { rows } from '../server/db/db.ts'
import { insertRows } from '../server/db/write.ts'
import { keepRun } from '../server/rooms/ability/store.ts'
import type { Team } from './team.ts'

interface Thought {
  /** Which of the team's reps. */
  readonly at: number
  readonly mean: number
  readonly channel?: string
  readonly segment?: string
}

/** Writes what reps are thought to win, of leads of which one in four is won, as if it had been reckoned. */
export function think(team: Team, thoughts: readonly Thought[]): Promise<void> {
  return team.within(async (tx) => {
    const fit = { bases: [], bands: [], strengths: [25, 25, 25] as const, fitted: false }
    await rows(tx, sql`insert into ability_run (org_id) values (${tx.orgId}) on conflict do nothing`)
    await keepRun(tx, { reckonedAt: new Date(), leads: 0, fit })
    const columns = ['mean', 'strength', 'low', 'high', 'base', 'prior_mean', 'prior_strength']
    const counts = ['won', 'lost', 'stale', 'invalid', 'picked', 'expected', 'weight']
    await insertRows(
      tx,
      'rep_ability',
      ['org_id', 'user_id', 'channel', 'segment', ...columns, ...counts],
      thoughts.map(({ at, mean, channel = '*', segment = '*' }) => [
        tx.orgId,
        team.reps[at]!.userId,
        channel,
        segment,
        mean,
        50,
        mean,
        mean,
        0.25,
        0.25,
        25,
        ...counts.map(() => 0),
      ]),
    )
  })
}
