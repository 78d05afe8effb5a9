import { expect } from 'vitest'
import type { Endpoint } from '../contract/endpoint.ts'
import * as contract from '../contract/preview.ts'
import { plainCard, type ScorePolicy } from '../contract/scorecard.ts'
import { insertRows } from '../server/db/write.ts'
import * as previews from '../server/flow/preview/routes.ts'
import { runPreview } from '../server/flow/preview/run.ts'
import { buildApp } from '../server/http/app.ts'
import type { UserCaller } from '../server/people/caller.ts'
import * as policies from '../server/policy/routes.ts'
import type { TestDb } from './database.ts'
import { member } from './house.ts'
import { newTeam } from './team.ts'

const signal = new AbortController().signal

/** Points for who decides; those of the second line nobody has here, but a grade that no lead could reach would be refused. */
export const byTitle = (points: number, from = 20): ScorePolicy =>
  plainCard(
    [
      { id: 'boss', label: '能拍板', when: { field: 'title', op: 'contains', value: '总' }, points },
      { id: 'fair', label: '展会', when: { field: 'need', op: 'contains', value: '展会' }, points: 30 },
    ],
    [
      { grade: 'A', from },
      { grade: 'B', from: 0 },
    ],
  )

/** A team at the API; whoever asks is the admin unless named. */
export async function previewing(testing: Pick<TestDb, 'db' | 'org'>) {
  const team = await newTeam(testing, { reps: 1 })
  const manager = member(team.orgId, ['manager'], { name: '经理' })
  await team.within((tx) =>
    insertRows(
      tx,
      'member',
      ['org_id', 'user_id', 'name', 'roles', 'status', 'settings', 'created_at'],
      [[team.orgId, manager.userId, manager.name, ['manager'], 'active', {}, new Date()]],
    ),
  )
  let caller: UserCaller = team.admin
  const routes = [policies, previews].flatMap((part) => part.routes(team.house))
  const app = await buildApp(team.house, { door: async () => caller, routes })
  const ask = async (
    endpoint: Endpoint,
    {
      params = {},
      body,
      by = team.admin,
    }: { params?: Record<string, string>; body?: unknown; by?: UserCaller } = {},
  ) => {
    caller = by
    const url = endpoint.path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '')
    const answer = await app.inject({
      method: endpoint.method,
      url,
      ...(body === undefined ? {} : { payload: body as object }),
    })
    return { status: answer.statusCode, ...answer.json() }
  }
  const start = async (body: object, by = team.admin) => ask(contract.startPreview, { body, by })
  const run = (previewId: string, by = signal) =>
    runPreview(team.house, { orgId: team.orgId, id: previewId, signal: by })
  const read = async (previewId: string, by = team.admin) =>
    contract.readPreview.reply.parse(without(await ask(contract.readPreview, { params: { previewId }, by })))
  /** Begins one, runs it to its end, and reads it. */
  const preview = async (body: object) => {
    const { previewId } = await start(body)
    await run(previewId as string)
    return read(previewId as string)
  }
  return { team, manager, ask, start, run, read, preview }
}

function without({ status, ...body }: { status: number }) {
  expect(status).toBe(200)
  return body
}
