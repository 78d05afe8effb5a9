import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { rows } from '../server/db/db.ts'
import { uuidv7 } from '../server/db/id.ts'
import { buildApp } from '../server/http/app.ts'
import { routesOf } from '../server/parts.ts'
import type { Caller } from '../server/people/caller.ts'
import type { TestDb } from './database.ts'
import { testHouse } from './house.ts'
import { arrive, newTeam, publishNext } from './team.ts'

/** How Firefox says who it is. */
export const human = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0'

/** The whole house behind its doors, and in it a team that scores views and clicks, with a lead. */
export async function openHouse(testing: TestDb) {
  const callers = new Map<string, Caller>()
  const door = async (_: unknown, request: { headers: Record<string, unknown> }) =>
    callers.get(String(request.headers['x-as'])) ?? null
  const house = testHouse(testing.db)
  const app = await buildApp(house, { door, routes: routesOf(house) })
  return { app, scene: () => scene({ testing, app, callers }) }
}

interface Open {
  readonly testing: TestDb
  readonly app: FastifyInstance
  readonly callers: Map<string, Caller>
}

async function scene({ testing, app, callers }: Open) {
  const team = await newTeam(testing, { reps: 1 })
  const each = (id: string, event: 'page' | 'mailClick') =>
    ({ id, kind: 'event', label: id, event, points: 10, counts: { kind: 'each' } }) as const
  await publishNext(team, 'score', {
    cards: [
      {
        id: 'main',
        name: '评分卡',
        groups: [
          {
            id: 'did',
            label: '行为',
            kind: 'behaviour',
            criteria: [each('p', 'page'), each('c', 'mailClick')],
          },
        ],
        grading: { kind: 'scale', steps: [{ grade: 'A', from: 40 }] },
      },
    ],
  })
  const [leadId = ''] = await arrive(team, 1)
  const as = (caller: Caller) => {
    const name = uuidv7()
    callers.set(name, caller)
    return { 'x-as': name }
  }
  const asAdmin = as(team.admin)
  const post = async (url: string, body: object, headers: Record<string, string> = asAdmin) =>
    app.inject({ method: 'POST', url, payload: body, headers })
  const site = async (more: object = {}) => {
    const body = { name: '官网', consent: false, honour: true, active: true, ...more }
    const made = (await post('/api/v1/tracking/sites', body)).json() as { siteId: string; snippet: string }
    return { ...made, key: /data-site="([^"]+)"/.exec(made.snippet)?.[1] as string }
  }
  const events = () =>
    team.within((tx) =>
      rows(
        tx,
        sql<{
          kind: string
          about: string
          machine: string | null
          door: string
        }>`select kind, about, machine, door
          from behaviour_event where org_id = ${tx.orgId} order by recorded_at, event_id`,
      ),
    )
  return { ...team, leadId, as, post, site, events }
}
