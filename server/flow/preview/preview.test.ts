import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Endpoint } from '../../../contract/endpoint.ts'
import { publishPolicy } from '../../../contract/policy.ts'
import * as contract from '../../../contract/preview.ts'
import { plainCard, type ScorePolicy } from '../../../contract/scorecard.ts'
import { event, prices, send } from '../../../test/behaviour.ts'
import { testDb } from '../../../test/database.ts'
import { member } from '../../../test/house.ts'
import {
  arrive,
  arrivingLead,
  leadOf,
  newTeam,
  publishNext,
  takeTurns,
  type Team,
} from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import { insertRows } from '../../db/write.ts'
import { buildApp } from '../../http/app.ts'
import type { UserCaller } from '../../people/caller.ts'
import * as policies from '../../policy/routes.ts'
import { amend } from '../amend.ts'
import { moveStage } from '../convert.ts'
import * as previews from './routes.ts'
import { runPreview } from './run.ts'

const testing = await testDb()
const signal = new AbortController().signal

const byTitle = (points: number, from = 20): ScorePolicy =>
  plainCard(
    [
      { id: 'boss', label: '能拍板', when: { field: 'title', op: 'contains', value: '总' }, points },
      // Of nobody here; a grade that no lead could reach would be refused
      { id: 'fair', label: '展会', when: { field: 'need', op: 'contains', value: '展会' }, points: 30 },
    ],
    [
      { grade: 'A', from },
      { grade: 'B', from: 0 },
    ],
  )

/** A team at the API; whoever asks is the admin unless named. */
async function office(reps = 1) {
  const team = await newTeam(testing, { reps })
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
    runPreview(team.house, { orgId: team.orgId, previewId, signal: by })
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

/** Leads whose title says how they end, mostly; what a rep makes of the title later says it always. */
async function outcomes(team: Team, count: number): Promise<void> {
  const [rep] = team.reps
  const leads = Array.from({ length: count }, (_, i) => ({
    boss: i % 2 === 0,
    won: i % 10 < 5 ? i % 2 === 0 : i % 4 === 1,
  }))
  const answers = await team.call(
    leads.map(({ boss }, i) => arrivingLead(5000 + i, { title: boss ? '总经理' : '专员' })),
  )
  for (const [i, { won }] of leads.entries()) {
    const leadId = answers[i]!.leadId!
    const { version } = await leadOf(team, leadId)
    const patch = { title: won ? '总监' : '无' }
    await team.within((tx) => amend(tx, rep!, { leadId, version, patch, lang: 'zh' }))
    const move = {
      leadId,
      version: version + 1,
      ...(won ? { stage: 'converted' as const, amount: 1 } : { stage: 'lost' as const, reason: '预算' }),
    }
    await team.within((tx) => moveStage(tx, rep!, { ...move, now: new Date() }))
  }
}

describe('a preview', () => {
  test(
    'says what a draft would change, and judges it by leads as they arrived',
    { timeout: 120_000 },
    async () => {
      const { team, manager, ask, preview, read } = await office()
      await takeTurns(team)
      await publishNext(team, 'score', byTitle(5))
      await outcomes(team, 100)
      const open = await team.call([
        ...Array.from({ length: 6 }, (_, i) => arrivingLead(i, { title: '总经理' })),
        ...Array.from({ length: 4 }, (_, i) => arrivingLead(100 + i, { title: '专员' })),
      ])
      const held = await preview({ draft: byTitle(30) })
      expect(held).toMatchObject({
        state: 'done',
        step: null,
        version: null,
        against: 2,
        leads: 120,
        scored: 120,
      })
      const { result } = held
      expect(result!.open).toMatchObject({ leads: 10, changed: 6, mean: { before: 3, after: 18 } })
      const moved = result!.open.moves.find(({ from, to }) => from !== to)
      expect(moved).toMatchObject({ from: 'B', to: 'A', leads: 6 })
      expect(moved!.leadIds.toSorted()).toEqual(
        open
          .slice(0, 6)
          .map(({ leadId }) => leadId)
          .toSorted(),
      )
      expect(result!.workload).toMatchObject({
        teams: [{ teamId: team.teamId, grades: { before: { B: 10 }, after: { A: 6, B: 4 } } }],
        reps: [{ userId: team.reps[0]!.userId, grades: { after: { A: 6, B: 4 } } }],
      })
      expect(result!.past).toMatchObject({ leads: 110, won: 45, lost: 55, unknown: [] })
      // By the title as the rep left it the draft would be without fault
      expect(result!.quality!.after.auc).toBeGreaterThan(0.55)
      expect(result!.quality!.after.auc).toBeLessThan(0.95)
      expect(result!.quality!.difference).toEqual({ value: 0, low: 0, high: 0 })
      const source = result!.segments.find(({ by }) => by === 'source')
      expect(source).toMatchObject({ leads: 110, won: 45, lost: 55, mean: { after: (30 * 56) / 110 } })
      expect(held.names[source!.value!]).toBeTruthy()

      // Somebody who sees none of these leads reads the counts alone
      const seen = await read(held.previewId, manager)
      expect(seen.result!.open.changed).toBe(6)
      expect(seen.result!.open.moves.flatMap(({ leadIds }) => leadIds)).toEqual([])
      expect(seen.result!.workload.reps).toEqual([])
      expect(
        (await ask(contract.readPreview, { params: { previewId: held.previewId }, by: team.reps[0]! }))
          .status,
      ).toBe(403)

      const [kept] = await team.within((tx) =>
        rows(
          tx,
          sql<{ text: string }>`select result::text as text from score_preview where org_id = ${tx.orgId}`,
        ),
      )
      expect(kept!.text).not.toMatch(/总经理|张明|86138/)
    },
  )

  test('of a version with itself, and of two versions, needs no draft', async () => {
    const { team, preview, start } = await office()
    await publishNext(team, 'score', byTitle(5))
    await publishNext(team, 'score', byTitle(30))
    await arrive(team, 3)
    const same = await preview({ version: 3, against: 3 })
    expect(same.result!.open).toMatchObject({ leads: 3, changed: 0, index: 0 })
    const other = await preview({ version: 2, against: 3 })
    expect(other).toMatchObject({ version: 2, against: 3 })
    expect(other.result!.open).toMatchObject({ changed: 3, mean: { before: 30, after: 5 } })
    expect(other.result!.quality).toBeNull()
    expect(await start({ version: 9 })).toMatchObject({ status: 422, code: 'score.no_version' })
    expect(await start({})).toMatchObject({ status: 422, code: 'score.invalid' })
    expect(await start({ draft: byTitle(1), field: 'custom.gone' })).toMatchObject({
      code: 'score.no_segment',
    })
  })

  test('counts what open leads did by the draft’s own criteria, and of past ones only what was before', async () => {
    const { team, preview } = await office()
    await publishNext(team, 'score', prices(10))
    const [leadId = '', quiet = ''] = await arrive(team, 2)
    const before = new Date(Date.now() - 86_400_000).toISOString()
    await send(team, [event({ leadId }), event({ leadId, at: before }), event({ leadId, kind: 'download' })])
    // Points alone differ: what is folded already will do
    const dearer = await preview({ draft: prices(15) })
    expect(dearer.result!.open.mean).toEqual({ before: 25, after: 30 })
    // It asks of other pages: folded from the events
    const [card] = prices(10).cards
    const [group] = card!.groups
    const criteria = group!.criteria.map((one) =>
      one.kind === 'event' ? { ...one, about: 'example', points: 7 } : one,
    )
    const wider = { cards: [{ ...card!, groups: [{ ...group!, criteria }] }] }
    const held = await preview({ draft: wider })
    expect(held.result!.open.mean).toEqual({ before: 25, after: (7 * 3) / 2 })
    // The day before it arrived it had seen the prices once
    expect(held.result!.segments.find(({ by }) => by === 'source')!.mean).toEqual({ before: 5, after: 3.5 })
    expect(quiet).toBeTruthy()
  })

  test('one runs at a time; a new one replaces one’s own; cancelled it keeps nothing; killed it is begun again', async () => {
    const { team, manager, ask, start, run, read } = await office()
    await publishNext(team, 'score', byTitle(5))
    await arrive(team, 20)
    const draft = byTitle(30)
    const first = (await start({ draft })).previewId as string
    expect(await start({ draft }, manager)).toMatchObject({ status: 409, code: 'score.previewing' })
    const second = (await start({ draft })).previewId as string
    expect((await read(first)).state).toBe('cancelled')
    await run(first)
    expect(await read(first)).toMatchObject({ state: 'cancelled', result: null })

    const crash = new AbortController()
    const killed = run(second, crash.signal)
    crash.abort()
    await expect(killed).rejects.toThrow('ended')
    expect((await read(second)).state).toBe('running')
    await run(second)
    expect(await read(second)).toMatchObject({ state: 'done', result: { open: { leads: 20, changed: 20 } } })
    const stop = { params: { previewId: second } }
    expect(await ask(contract.cancelPreview, stop)).toMatchObject({ status: 409, code: 'score.previewed' })

    const third = (await start({ draft })).previewId as string
    const running = run(third)
    expect(await ask(contract.cancelPreview, { params: { previewId: third } })).toMatchObject({
      state: 'cancelled',
    })
    await running
    expect(await read(third)).toMatchObject({ state: 'cancelled', result: null })
    expect((await ask(contract.listPreviews)).items).toHaveLength(3)
  })

  test('of many at once that begin, one runs', async () => {
    const { team, start, ask } = await office()
    await publishNext(team, 'score', byTitle(5))
    const others = Array.from({ length: 6 }, () => start({ draft: byTitle(9) }))
    await Promise.all(others)
    const { items } = (await ask(contract.listPreviews)) as unknown as { items: { state: string }[] }
    expect(items.filter(({ state }) => state === 'running')).toHaveLength(1)
  })
})

describe('the gate before publishing', () => {
  const publish = (over: number, body: unknown, more: object = {}) => ({
    params: { kind: 'score' },
    body: { version: over, body, ...more },
  })

  test('asks for a preview of exactly the draft against what is in force; going back asks for nothing', async () => {
    const { team, ask, preview } = await office()
    await arrive(team, 4)
    await publishNext(team, 'score', byTitle(5))
    const gate = { required: true, days: 14, aucFall: 0.01, changed: 0.5 }
    expect(
      await ask(contract.setPreviewGate, { body: gate, by: member(team.orgId, ['marketer']) }),
    ).toMatchObject({ status: 403 })
    await ask(contract.setPreviewGate, { body: gate })
    expect(await ask(contract.readPreviewGate)).toMatchObject(gate)

    expect(await ask(publishPolicy, publish(2, byTitle(30)))).toMatchObject({
      status: 409,
      code: 'score.not_previewed',
    })
    // Another draft's preview does not count, nor does one against another version
    await preview({ draft: byTitle(29) })
    expect(await ask(publishPolicy, publish(2, byTitle(30)))).toMatchObject({ code: 'score.not_previewed' })
    const calm = byTitle(6)
    await preview({ draft: calm })
    const check = await ask(contract.checkPreviewGate, { body: { draft: { cards: calm.cards } } })
    expect(check).toMatchObject({ required: true, misses: [], says: '', preview: { changed: 0 } })
    expect(await ask(publishPolicy, publish(2, calm))).toMatchObject({ status: 200, version: 3, note: null })

    // Somebody was faster: that is said first
    expect(await ask(publishPolicy, publish(2, byTitle(30)))).toMatchObject({ code: 'version.stale' })
    await preview({ draft: byTitle(30) })
    const wild = await ask(publishPolicy, publish(3, byTitle(30)))
    expect(wild).toMatchObject({ status: 409, code: 'score.gate' })
    expect(wild.detail).toContain('100.0%')
    expect(await ask(publishPolicy, publish(3, byTitle(5)))).toMatchObject({ status: 200, version: 4 })
    const anyway = await ask(publishPolicy, publish(4, byTitle(30), { note: '急', anyway: '活动今晚开始' }))
    expect(anyway).toMatchObject({ status: 200, version: 5 })
    expect(anyway.note).toMatch(/^急\n未达到要求仍发布（.+）：活动今晚开始$/)
  })

  test('an old preview does not count', async () => {
    const { team, ask, preview } = await office()
    await publishNext(team, 'score', byTitle(5))
    await ask(contract.setPreviewGate, { body: { required: true, days: 2, aucFall: null, changed: null } })
    await preview({ draft: byTitle(30) })
    await team.within((tx) =>
      rows(
        tx,
        sql`update score_preview set finished_at = finished_at - interval '3 days' where org_id = ${tx.orgId}`,
      ),
    )
    const refused = await ask(publishPolicy, publish(2, byTitle(30)))
    expect(refused).toMatchObject({ status: 409, code: 'score.not_previewed', params: { days: 2 } })
  })

  test('a scorecard that was published is retired, never deleted', async () => {
    const { team, ask } = await office()
    const [old] = byTitle(5).cards
    const fresh = {
      ...old!,
      id: 'fresh',
      name: '新卡',
      groups: [
        { ...old!.groups[0]!, id: 'g2', criteria: [{ ...old!.groups[0]!.criteria[1]!, id: 'fair2' }] },
      ],
    }
    await publishNext(team, 'score', { cards: [old!] })
    const [leadId = ''] = await arrive(team, 1)
    expect(await leadOf(team, leadId)).toMatchObject({ score: 5 })
    const gone = await ask(publishPolicy, publish(2, { cards: [fresh] }))
    expect(gone).toMatchObject({ status: 409, code: 'score.card_in_use', params: { card: '评分卡' } })
    const retired = { cards: [{ ...old!, retired: true }, fresh] }
    expect(await ask(publishPolicy, publish(2, retired))).toMatchObject({ status: 200, version: 3 })
    const [next = ''] = await arrive(team, 1, 50)
    expect(await leadOf(team, next)).toMatchObject({ score: 0, grade: 'B' })
    expect(await leadOf(team, leadId)).toMatchObject({ score: 5, scoreVersion: 2 })
    // Back to what was before the new card: an emergency's remedy
    expect(await ask(publishPolicy, publish(3, { cards: [old!] }))).toMatchObject({ status: 200, version: 4 })
  })
})
