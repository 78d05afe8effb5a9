import type { ScorePolicy } from '../contract/scorecard.ts'
import type { Tally } from '../contract/scoring/tally.ts'
import { catchUp } from '../server/flow/behaviour/join.ts'
import { takeEvents } from '../server/flow/behaviour/take.ts'
import { readTallies } from '../server/rooms/behaviour/store/tallies.ts'
import type { TestDb } from './database.ts'
import { newTeam, publishNext, type Team } from './team.ts'

/** A card on which a look at the prices brings 10 points, at most 50, and a download 30; 40 make an A. */
export const prices = (points = 10): ScorePolicy => ({
  cards: [
    {
      id: 'main',
      name: '评分卡',
      groups: [
        {
          id: 'did',
          label: '行为',
          kind: 'behaviour',
          criteria: [
            {
              id: 'price',
              kind: 'event',
              label: '看价格',
              event: 'page',
              about: '/price',
              points,
              counts: { kind: 'each' },
              most: 50,
            },
            {
              id: 'paper',
              kind: 'event',
              label: '下载',
              event: 'download',
              points: 30,
              counts: { kind: 'each' },
            },
          ],
        },
      ],
      grading: {
        kind: 'scale',
        steps: [
          { grade: 'A', from: 40 },
          { grade: 'B', from: 0 },
        ],
      },
    },
  ],
})

/** A team that scores by `prices`. */
export async function scoringTeam(testing: Pick<TestDb, 'db' | 'org'>, { reps = 1 } = {}) {
  const team = await newTeam(testing, { reps })
  await publishNext(team, 'score', prices())
  return team
}

let count = 0
/** A look at the prices, now, as it is sent. */
export const event = (more: object) => ({
  id: `e${count++}`,
  kind: 'page',
  at: new Date().toISOString(),
  about: 'https://example.com/price',
  ...more,
})
/** Takes events of the API’s. */
export const send = (team: Team, events: object[]) =>
  team.within((tx) => takeEvents(tx, events, { sender: 'test', door: 'api', now: new Date() }))
/** What a lead did, as it is kept. */
export const tallyOf = async (team: Team, leadId: string) =>
  (await team.within((tx) => readTallies<Tally>(tx, [leadId]))).get(leadId)
/** The tick that folds again what another scorecard had folded. */
export const catchAll = (team: Team) => team.within((tx) => catchUp(tx, new Date(), 100))
