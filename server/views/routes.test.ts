import { afterAll, describe, expect, test } from 'vitest'
import type { Endpoint } from '../../contract/endpoint.ts'
import { myDay } from '../../contract/followup.ts'
import { countLeads, listLeads, readLead } from '../../contract/lead.ts'
import * as views from '../../contract/views.ts'
import { testDb } from '../../test/database.ts'
import { testHouse } from '../../test/house.ts'
import { company } from '../../test/leads.ts'
import { inTransaction } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import { insertRows } from '../db/write.ts'
import { buildApp } from '../http/app.ts'
import type { Caller } from '../people/caller.ts'
import { exportCsv } from './export.ts'
import { routes } from './routes.ts'

const { db, org } = await testDb()
const house = testHouse(db)
let caller: Caller | null = null
const app = await buildApp(house, { door: async () => caller, routes: routes(house) })
afterAll(() => app.close())

async function call(
  as: Caller,
  { path, method }: Endpoint,
  {
    params = {},
    query = {},
    body,
  }: { params?: Record<string, string>; query?: Record<string, string>; body?: object } = {},
) {
  caller = as
  const url = path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '')
  return app.inject({
    method,
    url,
    query,
    ...(body && { payload: body }),
    headers: { 'sec-fetch-site': 'same-origin' },
  })
}

describe('over the wire', () => {
  test('every view answers in its declared shape', async () => {
    const { admin, manager, rep, plant } = await company(db, await org())
    const [leadId] = (await plant([
      {
        name: '张明',
        phone: '+8613800138000',
        holder: { kind: 'rep', id: rep.userId },
        assignedAt: new Date(),
      },
    ])) as [string]
    const asked: [Caller, Endpoint, Parameters<typeof call>[2], object][] = [
      [rep, listLeads, { query: { q: 'zm' } }, { items: [{ leadId, sourceName: '开放接口' }], next: null }],
      [rep, countLeads, {}, { count: 1, exact: true }],
      [rep, readLead, { params: { leadId } }, { leadId, can: { edit: true } }],
      [rep, views.searchLeads, { query: { q: '张明' } }, { items: [{ leadId }], exists: null }],
      [rep, myDay, {}, { queue: [{ leadId, because: 'new', at: null }], newToday: 1 }],
      [manager, views.teamDay, {}, { totals: { newToday: 1 } }],
      [admin, views.listUndecided, {}, { items: [] }],
    ]
    for (const [as, endpoint, sent, expected] of asked) {
      const answer = await call(as, endpoint, sent)
      expect({ id: endpoint.id, ...answer.json() }).toMatchObject({ id: endpoint.id, ...expected })
    }
  })

  test('undecided arrivals are shown with their error’s kind', async () => {
    const orgId = await org()
    const { admin, sourceId } = await company(db, orgId)
    const columns = [
      'org_id',
      'arrival_id',
      'door',
      'source_id',
      'person_id',
      'sealed',
      'actor_kind',
      'received_at',
      'status',
      'reasons',
      'tries',
    ]
    const reasons = [{ code: 'capture.undecided', problem: 'TypeError' }]
    const row = [
      orgId,
      uuidv7(),
      'api',
      sourceId,
      uuidv7(),
      Buffer.from('x'),
      'key',
      new Date(),
      'undecided',
      reasons,
      3,
    ]
    await inTransaction(db, orgId, (tx) => insertRows(tx, 'arrival', columns, [row]))
    expect((await call(admin, views.listUndecided)).json()).toMatchObject({
      items: [{ door: 'api', sourceName: '开放接口', tries: 3, problem: 'TypeError' }],
    })
  })

  test('a saved view is its maker’s to change, and everybody’s to see once shared', async () => {
    const { rep, mate } = await company(db, await org())
    const viewId = uuidv7()
    const view = { name: '高分', shared: false, page: 'leads', search: { sort: 'score' } }
    expect((await call(rep, views.saveView, { params: { viewId }, body: view })).json()).toEqual({
      done: true,
    })
    expect((await call(rep, views.listViews)).json()).toEqual({ items: [{ viewId, mine: true, ...view }] })
    expect((await call(mate, views.listViews)).json()).toEqual({ items: [] })
    await call(rep, views.saveView, { params: { viewId }, body: { ...view, shared: true, name: '高分线索' } })
    expect((await call(mate, views.listViews)).json()).toMatchObject({
      items: [{ mine: false, name: '高分线索' }],
    })
    expect((await call(mate, views.saveView, { params: { viewId }, body: view })).statusCode).toBe(404)
    expect((await call(mate, views.removeView, { params: { viewId } })).statusCode).toBe(404)
    expect((await call(rep, views.removeView, { params: { viewId } })).statusCode).toBe(200)
    expect((await call(mate, views.listViews)).json()).toEqual({ items: [] })
  })
})

describe('an export', () => {
  test('is CSV for spreadsheets: BOM, headings in the caller’s language, formulas disarmed, names for ids', async () => {
    const { rep, plant } = await company(db, await org())
    await plant([
      {
        name: '=cmd|calc',
        company: '仁科,互动',
        phone: '+8613800138000',
        tags: ['展会', '老客户'],
        stage: 'contacted',
        arrivedAt: new Date('2026-03-07T18:30:00Z'),
        holder: { kind: 'rep', id: rep.userId },
      },
    ])
    const answer = await call(rep, views.exportLeads)
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(answer.headers['content-disposition']).toMatch(
      /^attachment; filename="leads-\d{4}-\d\d-\d\d\.csv"$/,
    )
    const [head, line, end] = answer.body.split('\r\n')
    expect(head).toMatch(/^\uFEFF姓名,公司,统一社会信用代码,职位,电话,/)
    expect(line).toMatch(/^'=cmd\|calc,"仁科,互动",,,/)
    expect(line).toContain('开放接口,已联系,销售,李雷,')
    expect(line).toContain('展会、老客户,2026-03-08 02:30,')
    expect(end).toBe('')
    expect((await call({ ...rep, lang: 'en' }, views.exportLeads)).body).toMatch(/^\uFEFFName,Company,/)
  })

  test('holds the caller’s scope only, masked as they see it, page after page', async () => {
    const { rep, poolA, stranger, plant } = await company(db, await org())
    await plant([
      ...Array.from({ length: 2100 }, (_, i) => ({
        name: `我的${i}`,
        holder: { kind: 'rep' as const, id: rep.userId },
      })),
      { name: '公海', phone: '+8613800131234', holder: { kind: 'pool', id: poolA } },
      { name: '别人的', holder: { kind: 'rep', id: stranger.userId } },
    ])
    const lines = (await call(rep, views.exportLeads)).body.trimEnd().split('\r\n')
    expect(lines).toHaveLength(1 + 2101)
    expect(new Set(lines)).toHaveLength(2102)
    expect(lines.join()).not.toContain('别人的')
    expect(lines.find((line) => line.startsWith('公海,'))).toContain('138****1234')
    expect(
      (await call(rep, views.exportLeads, { query: { pool: poolA } })).body.trimEnd().split('\r\n'),
    ).toHaveLength(2)
  })

  test('is of the list as it was asked: its holders, its order, only the untouched', async () => {
    const { rep, poolA, plant } = await company(db, await org())
    const held = { holder: { kind: 'rep' as const, id: rep.userId } }
    await plant([
      { ...held, name: '低', score: 10 },
      { ...held, name: '高', score: 90 },
      { ...held, name: '跟过', score: 50, lastFollowupAt: new Date(), assignedAt: new Date(0) },
      { name: '公海', score: 70, holder: { kind: 'pool', id: poolA } },
    ])
    const names = async (query: Record<string, string>) =>
      (await call(rep, views.exportLeads, { query })).body
        .trimEnd()
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(',')[0])
    expect(await names({ holder: 'rep', sort: 'score', order: 'asc' })).toEqual(['低', '跟过', '高'])
    expect(await names({ holder: 'rep', sort: 'score', order: 'desc', untouched: '1' })).toEqual(['高', '低'])
  })

  test('that has more than fits says so in its last line', async () => {
    const { rep, plant } = await company(db, await org())
    await plant(Array.from({ length: 5 }, () => ({ holder: { kind: 'rep' as const, id: rep.userId } })))
    const read = async (most: number) => {
      const file = await exportCsv(db, rep, {
        query: { sort: 'arrivedAt', order: 'desc' },
        lang: 'en',
        now: new Date(),
        most,
      })
      let text = ''
      for await (const piece of file) text += piece
      return text.trimEnd().split('\r\n')
    }
    const lines = await read(3)
    expect(lines).toHaveLength(5)
    expect(lines.at(-1)).toContain('Only the first 3 leads')
    expect(await read(5)).toHaveLength(6)
  })

  test('of a condition that is none is refused before the file begins', async () => {
    const { rep } = await company(db, await org())
    const answer = await call(rep, views.exportLeads, { query: { condition: '{' } })
    expect(answer.statusCode).toBe(422)
    expect(answer.json()).toMatchObject({ code: 'condition.invalid' })
  })
})
