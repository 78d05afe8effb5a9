import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { Role } from '../../contract/endpoint.ts'
import * as staff from '../../contract/people.ts'
import * as time from '../../contract/working-time.ts'
import { testDb } from '../../test/database.ts'
import { newMember, newOrg, peopleApp } from '../../test/people.ts'
import { inTransaction, rows } from '../db/db.ts'
import { routes as capacity } from '../views/capacity.ts'
import { routes } from './time-routes.ts'
import { tellEnding } from './time.ts'
import { versionsAt } from './version.ts'

const { db } = await testDb()
const { house, browser } = await peopleApp(db, {}, [routes, capacity])

async function company() {
  const orgId = await newOrg(house)
  const join = async (roles: Role[]) => {
    const person = await newMember(house, orgId, roles)
    return { ...person, at: browser(person.email) }
  }
  const [admin, manager, rep, other] = [
    await join(['admin']),
    await join(['manager']),
    await join(['rep']),
    await join(['rep']),
  ]
  const { teamId } = (await admin.at.call(staff.createTeam, { body: { name: '一组' } })).body as {
    teamId: string
  }
  const members = [
    { userId: manager.userId, leads: true },
    { userId: rep.userId, leads: false },
  ]
  await admin.at.call(staff.setTeamMembers, { params: { teamId }, body: { members } })
  return { orgId, admin, manager, rep, other }
}

const office = [{ from: '09:00', to: '18:00' }]
const week = [office, office, office, office, office, [], []]
const hours = { kind: 'hours', week, holidays: 'cn' }
const code = ({ body }: { body: unknown }) => (body as { code?: string }).code

describe('the calendar', () => {
  it('is nobody’s choice until an admin makes it; days of its own are kept and noted', async () => {
    const { orgId, admin, rep } = await company()
    const params = { day: '2026-10-10' }
    const off = { kind: 'off', name: '公司旅游' }
    expect((await rep.at.call(time.readCalendar)).body).toMatchObject({
      calendar: null,
      holidaysUntil: '2026-12-31',
    })
    expect(code(await rep.at.call(time.setCalendar, { body: hours }))).toBe('auth.forbidden')
    expect(code(await admin.at.call(time.setDay, { params, body: off }))).toBe('calendar.always')
    const twice = { ...hours, week: week.with(0, [...office, { from: '17:00', to: '20:00' }]) }
    expect(code(await admin.at.call(time.setCalendar, { body: twice }))).toBe('hours.overlap')
    expect(
      code(await admin.at.call(time.setCalendar, { body: { ...hours, week: week.map(() => []) } })),
    ).toBe('hours.none')
    expect((await admin.at.call(time.setCalendar, { body: hours })).status).toBe(200)
    expect((await admin.at.call(time.setDay, { params, body: off })).status).toBe(200)
    expect((await admin.at.call(time.setCalendar, { body: hours })).status).toBe(200)
    const { days } = (await rep.at.call(time.readMonth, { query: { month: '2026-10' } })).body as {
      days: time.MonthDay[]
    }
    expect(days).toHaveLength(31)
    expect(days[0]).toMatchObject({ works: false, by: 'holiday' })
    expect(days[9]).toMatchObject({ works: false, by: 'own', name: { zh: '公司旅游' } })
    const noted = await inTransaction(db, orgId, (tx) => versionsAt(tx, 'calendar', new Date()))
    expect(noted.get(orgId)).toMatchObject({ kind: 'hours', days: [{ day: '2026-10-10' }] })
  })
})

describe('the holidays of a year', () => {
  const plan = [
    { day: '2027-01-01', kind: 'off' as const, name: '元旦' },
    { day: '2027-01-03', kind: 'work' as const, name: '元旦' },
  ]
  const put = (who: Awaited<ReturnType<typeof company>>['admin'], days: object[], year = '2027') =>
    who.at.call(time.setHolidays, { params: { year }, body: { days } })

  it('are put in by an admin, stay when the hours change, and can be taken back', async () => {
    const { admin, rep } = await company()
    expect(code(await put(admin, plan))).toBe('calendar.always')
    await admin.at.call(time.setCalendar, { body: hours })
    expect(code(await put(rep, plan))).toBe('auth.forbidden')
    expect(code(await put(admin, [{ ...plan[0], day: '2028-01-01' }]))).toBe('holidays.year')
    expect(code(await put(admin, [plan[0]!, plan[0]!]))).toBe('holidays.twice')
    expect((await put(admin, plan)).status).toBe(200)
    await admin.at.call(time.setCalendar, { body: hours })
    const read = async () => (await rep.at.call(time.readCalendar)).body
    expect(await read()).toMatchObject({
      calendar: { years: [{ year: 2027, days: plan }] },
      holidaysUntil: '2027-12-31',
    })
    const month = await rep.at.call(time.readMonth, { query: { month: '2027-01' } })
    expect((month.body as { days: unknown[] }).days.slice(0, 3)).toMatchObject([
      { works: false, by: 'holiday' },
      { works: false, by: 'weekday' },
      { works: true, by: 'makeUp' },
    ])
    await admin.at.call(time.clearHolidays, { params: { year: '2027' } })
    expect(await read()).toMatchObject({ calendar: { years: [] }, holidaysUntil: '2026-12-31' })
  })

  it('run out: admins are told once, in time, and again only of another year', async () => {
    const { orgId, admin } = await company()
    const tell = (day: string) =>
      inTransaction(db, orgId, (tx) => tellEnding(tx, new Date(`${day}T04:00:00Z`)))
    expect(await tell('2026-11-20')).toBe(false) // nobody has set hours
    await admin.at.call(time.setCalendar, { body: hours })
    expect(await tell('2026-10-31')).toBe(false)
    const both = await Promise.all([tell('2026-11-01'), tell('2026-11-01')])
    expect(both.toSorted()).toEqual([false, true])
    expect(await tell('2026-12-01')).toBe(false)
    await put(admin, plan)
    expect([await tell('2026-12-02'), await tell('2027-11-02'), await tell('2027-11-03')]).toEqual([
      false,
      true,
      false,
    ])
    const told = await inTransaction(db, orgId, (tx) =>
      rows(tx, sql`select user_id, kind, data from notice where org_id = ${orgId} order by at`),
    )
    expect(told).toEqual(
      [2027, 2028].map((year) => ({ userId: admin.userId, kind: 'calendar.ending', data: { year } })),
    )
  })
})

describe('going offline', () => {
  it('is one’s own to do, and the manager’s to see and end; nobody else’s', async () => {
    const { manager, rep, other } = await company()
    const params = { userId: rep.userId }
    const body = { for: '30' }
    expect(code(await other.at.call(time.goOffline, { params, body }))).toBe('not_found')
    expect((await rep.at.call(time.goOffline, { params, body })).status).toBe(200)
    expect((await rep.at.call(time.readOwnTime)).body).toMatchObject({ off: 'paused' })
    const seen = (await manager.at.call(time.listCapacity)).body as {
      items: { userId: string; off: string }[]
    }
    expect(seen.items.map(({ userId, off }) => [userId, off])).toEqual([[rep.userId, 'paused']])
    expect((await manager.at.call(time.comeBack, { params })).status).toBe(200)
    expect((await rep.at.call(time.readOwnTime)).body).toMatchObject({ off: null, offline: null })
  })
})

describe('a shift', () => {
  it('is given by whoever answers for the rep', async () => {
    const { manager, rep, other } = await company()
    const body = { week, worksHolidays: false }
    const set = (userId: string) => manager.at.call(time.setShift, { params: { userId }, body })
    expect(code(await set(other.userId))).toBe('not_found')
    expect((await set(rep.userId)).status).toBe(200)
    const { items } = (await manager.at.call(time.listCapacity)).body as { items: { shift: unknown }[] }
    expect(items[0]?.shift).toEqual(body)
  })
})
