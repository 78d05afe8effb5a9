import * as time from '../../contract/working-time.ts'
import { addDays } from '../../rules/days.ts'
import { inTransaction, type Tx } from '../db/db.ts'
import type { House } from '../house.ts'
import { type Route, route } from '../http/route.ts'
import type { UserCaller } from './caller.ts'
import { dutyOf } from './duty.ts'
import { readOrg } from './org.ts'
import { refuseOthers, stampOf } from './service.ts'
import * as store from './time.ts'
import { dayIn, holidaysUntil } from './workdays.ts'

const done = { done: true } as const

/** The organisation's working time, shifts, and going offline. */
export function routes({ db }: House): Route[] {
  const within = <T>({ orgId }: { orgId: string }, run: (tx: Tx) => Promise<T>) =>
    inTransaction(db, orgId, run)
  /** Of oneself, or of somebody the caller answers for. */
  const forOne = async (caller: UserCaller, userId: string, run: (tx: Tx) => Promise<unknown>) => {
    await within(caller, async (tx) => {
      await refuseOthers(tx, caller, userId)
      await run(tx)
    })
    return done
  }
  return [
    route(time.readCalendar, ({ caller }) =>
      within(caller, async (tx) => {
        const { timeZone } = await readOrg(tx)
        const calendar = await store.readCalendar(tx)
        return { calendar, timeZone, holidaysUntil: holidaysUntil(calendar) }
      }),
    ),
    route(time.setCalendar, async ({ caller, body }) => {
      await within(caller, (tx) => store.setCalendar(tx, body, stampOf(caller)))
      return done
    }),
    route(time.setDay, async ({ caller, params: { day }, body: wish }) => {
      await within(caller, (tx) => store.setDay(tx, { day, wish }, stampOf(caller)))
      return done
    }),
    route(time.clearDay, async ({ caller, params: { day } }) => {
      await within(caller, (tx) => store.setDay(tx, { day, wish: null }, stampOf(caller)))
      return done
    }),
    route(time.setHolidays, async ({ caller, params: { year }, body: { days } }) => {
      await within(caller, (tx) => store.setHolidays(tx, { year, days }, stampOf(caller)))
      return done
    }),
    route(time.clearHolidays, async ({ caller, params: { year } }) => {
      await within(caller, (tx) => store.setHolidays(tx, { year, days: null }, stampOf(caller)))
      return done
    }),
    route(time.readMonth, ({ caller, query: { month } }) =>
      within(caller, async (tx) => {
        const calendar = await store.readCalendar(tx)
        return { days: daysOf(month).map((day) => dayIn(calendar, day)) }
      }),
    ),
    route(time.readOwnTime, ({ caller: { orgId, userId } }) =>
      within({ orgId }, async (tx) => {
        const now = new Date()
        const known = (await dutyOf(tx, [userId], now)).get(userId) ?? { off: null, next: null }
        return { ...known, offline: await store.offlineOf(tx, userId, now) }
      }),
    ),
    route(time.goOffline, ({ caller, params: { userId }, body }) =>
      within(caller, async (tx) => {
        await refuseOthers(tx, caller, userId)
        return { toAt: await store.goOffline(tx, { userId, how: body.for }, stampOf(caller)) }
      }),
    ),
    route(time.comeBack, ({ caller, params: { userId } }) =>
      forOne(caller, userId, (tx) => store.comeBack(tx, userId, stampOf(caller))),
    ),
    route(time.setShift, ({ caller, params: { userId }, body: shift }) =>
      forOne(caller, userId, (tx) => store.setShift(tx, { userId, shift }, stampOf(caller))),
    ),
    route(time.clearShift, ({ caller, params: { userId } }) =>
      forOne(caller, userId, (tx) => store.setShift(tx, { userId, shift: null }, stampOf(caller))),
    ),
  ]
}

function daysOf(month: string): string[] {
  const all = Array.from({ length: 31 }, (_, i) => addDays(`${month}-01`, i))
  return all.filter((day) => day.startsWith(month))
}
