import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { member } from '../../../test/house.ts'
import { begunOrg, importDesk } from '../../../test/imports.ts'
import { inTransaction, rows } from '../../db/db.ts'

const { db, org } = await testDb()
const desk = await importDesk(db)

const header = '编号,姓名,公司,职位,手机,邮箱,备注'
const line = (n: number, more: Partial<Record<'phone' | 'email' | 'title' | 'name' | 'note', string>> = {}) =>
  [
    `E${n}`,
    more.name ?? `张明`,
    '北京仁科互动网络技术有限公司',
    more.title ?? '采购总监',
    more.phone ?? `138${String(10_000_000 + n)}`,
    more.email ?? '',
    more.note ?? '',
  ].join(',')
const file = (...lines: string[]) => [header, ...lines].join('\n')
const fates = (found: readonly { rowNo: number; fate: string }[]) => found.map(({ fate }) => fate)

async function begin() {
  const begun = await begunOrg(db, org)
  desk.sit(begun.orgId)
  return begun
}

function select<T>(orgId: string, query: ReturnType<typeof sql<T>>): Promise<T[]> {
  return inTransaction(db, orgId, (tx) => rows(tx, query))
}

describe('a file', () => {
  test('is understood, its columns mapped, and told to be known when it comes again', async () => {
    await begin()
    const job = await desk.upload(file(line(1)))
    expect(job).toMatchObject({
      state: 'mapping',
      fileName: '线索.csv',
      sourceName: '文件导入',
      sameFileAt: null,
    })
    expect(job.understood).toMatchObject({ kind: 'csv', encoding: 'utf-8', headerRow: 1 })
    const fields = ['externalId', 'name', 'company', 'title', 'phone', 'email', 'note']
    expect(job.mapping.map(({ field }) => field)).toEqual(fields)
    await desk.check(job.importId)
    const done = await desk.run(job.importId)
    expect((await desk.upload(file(line(1)))).sameFileAt).toBe(done.startedAt)
  })

  test('that is none is refused, and nothing is kept of it', async () => {
    await begin()
    expect((await desk.send('')).body).toMatchObject({ code: 'import.empty' })
    expect((await desk.send('%PDF-1.4')).body).toMatchObject({ code: 'import.unsupported_format' })
    expect((await desk.ask('POST', '', { file: 1 })).body).toMatchObject({ code: 'import.no_file' })
    expect((await desk.send(file(line(1)), '?source=nowhere')).body).toMatchObject({
      code: 'import.source_unknown',
    })
    expect(await desk.ok('GET', '')).toEqual({ items: [] })
  })

  test('brings columns as custom fields; what was chosen is chosen again for the next such file', async () => {
    const { orgId } = await begin()
    const text = `姓名,手机,年级\n张明,13800138000,三年级\n李雷,13800138001,三年级`
    const { importId, mapping } = await desk.upload(text, '?preset=onlineSchool')
    const wanted = mapping.map((column) => ({ ...column, create: column.column === '年级' }))
    await desk.check(importId, { mapping: wanted })
    await desk.run(importId)
    const attrs = sql<{ attrs: object }>`select attrs from lead order by lead_id`
    expect(await select(orgId, attrs)).toEqual([
      { attrs: { nian_ji: '三年级' } },
      { attrs: { nian_ji: '三年级' } },
    ])
    const next = await desk.upload('年级,手机,姓名\n一年级,13800138002,韩梅梅')
    expect(next.mapping.map(({ field }) => field)).toEqual(['custom.nian_ji', 'phone', 'name'])
  })

  test('opens a gate for its source once; another one is refused, and so is whoever is no admin', async () => {
    const { orgId } = await begin()
    await desk.upload(file(line(1)), '?preset=k12')
    await desk.upload(file(line(1)), '?preset=k12')
    expect((await desk.send(file(line(1)), '?preset=b2b')).body).toMatchObject({
      code: 'import.gate_differs',
    })
    desk.sit(orgId, member(orgId, ['marketer']))
    expect((await desk.send(file(line(1)), '?preset=k12')).status).toBe(403)
  })

  test('is seen by its maker and by admins only', async () => {
    const { orgId } = await begin()
    const { importId } = await desk.upload(file(line(1)))
    desk.sit(orgId, member(orgId, ['manager']))
    expect((await desk.ask('GET', `/${importId}/rows`)).status).toBe(404)
    expect((await desk.ask('POST', `/${importId}/check`, {})).status).toBe(404)
    expect(await desk.ok('GET', '')).toEqual({ items: [] })
  })
})

describe('the forecast', () => {
  test('tells every row’s fate, and the run keeps to it', async () => {
    await begin()
    await desk.bring(file(line(1), line(2, { phone: '13900000002' })))
    const { importId } = await desk.upload(
      file(
        line(10),
        line(1),
        line(11, { phone: '13900000002' }),
        line(12, { title: '' }),
        line(13, { phone: '13810000010' }),
        line(12, { title: '经理' }),
        line(14, { name: '李\uFFFD' }),
        '',
        line(15, { note: '=1+2' }),
      ),
    )
    const { forecast, state } = await desk.check(importId)
    expect(state).toBe('ready')
    expect(forecast).toEqual({ new: 2, held: 2, invalid: 1, in_file: 2, unreadable: 1 })
    const staged = await desk.rows(importId)
    expect(fates(staged)).toEqual([
      'new',
      'held',
      'held',
      'invalid',
      'in_file',
      'in_file',
      'unreadable',
      'new',
    ])
    expect(staged.map(({ rowNo }) => rowNo)).toEqual([2, 3, 4, 5, 6, 7, 8, 10])
    expect(staged.map(({ twinRow }) => twinRow)).toEqual([null, null, null, null, 2, 5, null, null])
    expect(staged[1]?.twinLeadId).not.toBeNull()
    expect(staged[3]?.reasons[0]).toMatchObject({ code: 'gate.missing', field: 'title' })
    expect(staged[6]?.reasons[0]).toMatchObject({ code: 'import.bad_bytes', field: '姓名' })
    expect(staged[7]?.reasons[0]).toMatchObject({ code: 'import.formula', field: '备注' })
    const done = await desk.run(importId)
    expect(done.counts).toEqual({ created: 2, duplicate: 2, merged: 2, quarantined: 1, rejected: 1 })
    expect(done).toMatchObject({ rowsDone: 8, rowsTotal: 8, state: 'done' })
    const outcomes = (await desk.rows(importId)).map(({ status, differed }) => [status, differed])
    expect(outcomes.every(([, differed]) => differed === false)).toBe(true)
    const kept = await desk.ok('GET', `/${importId}/rows?status=quarantined`)
    expect(kept).toMatchObject({ items: [{ rowNo: 5, status: 'quarantined' }], next: null })
  })

  test('tells what was noted of a row that passes as a hint, until it is mended', async () => {
    await begin()
    const { importId } = await desk.upload(file(line(1, { email: 'zm@gmial.com' })))
    const { forecast } = await desk.check(importId)
    expect(forecast).toEqual({ new: 1 })
    const [row] = await desk.rows(importId)
    expect(row?.reasons).toMatchObject([{ code: 'email.typo', field: 'email', hint: true }])
    const mended = await desk.ok('PATCH', `/${importId}/rows/2`, { cells: { 邮箱: 'zm@gmail.com' } })
    expect(mended).toMatchObject({ fate: 'new', reasons: [] })
  })

  test('is told again for a row whose cells are mended, and for the rows that are the same person', async () => {
    await begin()
    const { importId } = await desk.upload(
      file(line(1, { title: '' }), line(2), line(3, { phone: '13810000002' }), line(4, { name: '\uFFFD' })),
    )
    await desk.check(importId)
    const mend = (rowNo: number, cells: object) => desk.ok('PATCH', `/${importId}/rows/${rowNo}`, { cells })
    expect(await mend(2, { 职位: '经理' })).toMatchObject({ fate: 'new', reasons: [] })
    expect(await mend(3, { 手机: '13700000009' })).toMatchObject({ fate: 'new' })
    expect(await mend(5, { 备注: '还没改' })).toMatchObject({ fate: 'unreadable' })
    expect(await mend(5, { 姓名: '韩梅梅', 手机: '13700000009' })).toMatchObject({
      fate: 'in_file',
      twinRow: 3,
    })
    expect(fates(await desk.rows(importId))).toEqual(['new', 'new', 'new', 'in_file'])
    const unknown = await desk.ask('PATCH', `/${importId}/rows/2`, { cells: { 没有: 'x' } })
    expect(unknown.body).toMatchObject({ code: 'import.column_unknown', place: { column: '没有' } })
    const done = await desk.run(importId)
    expect(done.counts).toEqual({ created: 3, merged: 1 })
    expect((await desk.ask('PATCH', `/${importId}/rows/2`, { cells: {} })).body).toMatchObject({
      code: 'import.state',
    })
  })

  test('that came out otherwise is told row by row in the report', async () => {
    await begin()
    const first = await desk.upload(file(line(1), line(2, { note: '=cmd|x' })))
    const second = await desk.upload(file(line(1)))
    await desk.check(first.importId)
    await desk.check(second.importId)
    await desk.run(second.importId)
    const done = await desk.run(first.importId)
    expect(done.counts).toEqual({ created: 1, duplicate: 1, differed: 1 })
    const [head, ...lines] = await desk.report(first.importId)
    expect(head).toBe(`行号,预测,结果,与预测不同,原因,重复于行,线索,撤销时保留,${header}`)
    expect(lines[0]).toMatch(/^2,新线索,重复,是,同一外部编号已经到达过,/)
    expect(lines[1]).toMatch(/^3,新线索,已新建,,.*'=cmd\|x$/)
  })

  test('ends as failed, with the reason, when the file cannot be read to its end', async () => {
    await begin()
    const whole = Array.from({ length: 1_500 }, (_, n) => line(n))
    const { importId } = await desk.upload(file(...whole, `"${line(1_500)}`))
    const job = await desk.check(importId)
    expect(job).toMatchObject({ state: 'failed', problem: { code: 'import.unclosed_quote' } })
    await desk.ok('DELETE', `/${importId}`)
    expect((await desk.ask('GET', `/${importId}`)).status).toBe(404)
    expect(existsSync(join(desk.house.config.dataDir, 'imports', importId))).toBe(false)
  })
})

describe('real files (../shared/data)', () => {
  const data = join(import.meta.dirname, '../../../../shared/data')
  const real = (path: string) => readFileSync(join(data, path))
  const there = existsSync(data)

  test.skipIf(!there)(
    'an online school’s leads are new once, then known, and nothing by a B2B gate',
    async () => {
      const { orgId } = await begin()
      const leads = real('x-education/Leads.csv')
      expect((await desk.bring(leads, '?preset=onlineSchool')).counts).toEqual({ created: 9240 })
      expect((await desk.bring(leads, '?preset=onlineSchool')).counts).toEqual({ duplicate: 9240 })
      const workbook = real('csv-xlsx-torture/xlsx-named-csv/Leads.csv')
      expect(await desk.bring(workbook)).toMatchObject({ rowsTotal: 9240, counts: { duplicate: 9240 } })
      const other = await select(
        orgId,
        sql<{ id: string }>`select source_id as id from source where key = 'api'`,
      )
      const strict = await desk.bring(leads, `?preset=b2b&source=${other[0]?.id}`)
      expect(strict.counts).toEqual({ quarantined: 9240 })
    },
    120_000,
  )

  test.skipIf(!there)('companies in GB18030 come whole', async () => {
    await begin()
    const done = await desk.bring(real('cn-companies/derived/first200.gb18030.csv'))
    expect(done).toMatchObject({ understood: { encoding: 'gb18030' }, counts: { quarantined: 200 } })
  })
})
