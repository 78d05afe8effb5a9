import { sql } from 'kysely'
import type { Arriving } from '../../contract/capture.ts'
import { inTransaction, rows } from '../../server/db/db.ts'
import { uuidv7 } from '../../server/db/id.ts'
import { decideBatch } from '../../server/flow.ts'
import { seeToBasis } from '../../server/flow/value/basis.ts'
import type { House } from '../../server/house.ts'
import { sourceIds } from '../../server/lead/sources.ts'
import { refresh } from '../../server/rooms/ability/service.ts'
import type { Incoming } from '../../server/rooms/capture/decide.ts'
import * as pool from '../../server/rooms/pool/service.ts'
import { countBehaviour, lookAround, scoreToday } from './behave.ts'
import { chance } from './chance.ts'
import { makeLead } from './leads.ts'
import type { DemoOrg } from './organisation.ts'
import { publishValues } from './values.ts'
import { workDay } from './work.ts'

const DAY = 86_400_000
const HOUR = 3_600_000

/** Hours of a day that ends now, so that the last leads are a few minutes old whenever somebody looks. */
const rounds = [7, 15, 22.8]

export interface Span {
  readonly days: number
  readonly leads: number
  readonly until: Date
  readonly told: (done: number) => void
}

/**
 * Lives through the demo's days: leads arrive through the real flow, are worked by the real verbs, fall back by the
 * real clock, each at its own moment. Only the clock is made up, since every decision takes it as an argument.
 */
export async function liveThrough(
  house: House,
  org: DemoOrg,
  { days, leads, until, told }: Span,
): Promise<void> {
  const by = chance(20_260_101)
  // A dice of its own: what arrives and is worked stays what it was
  const visits = chance(20_260_102)
  const known: Arriving[] = []
  const sources = await inTransaction(house.db, org.orgId, sourceIds)
  const share = sharesOf(days, until)
  const began = new Date(until.getTime() - (days + 1) * DAY)
  await inTransaction(house.db, org.orgId, (tx) => publishValues(tx, org.adminId, began))
  for (let day = 0; day < days; day++) {
    const start = until.getTime() - (days - day) * DAY
    if (day === Math.floor(days / 2)) await countBehaviour(house, org, new Date(start))
    const today = Math.round(leads * (share[day] ?? 0))
    for (const at of rounds.map((hour) => new Date(start + hour * HOUR + by.whole(HOUR / 2)))) {
      const arriving = Array.from({ length: Math.ceil(today / 3) }, () => makeLead(by, known))
      known.push(...arriving)
      await capture(house, org, { arriving, at, sources })
      await inTransaction(house.db, org.orgId, (tx) => pool.recycle(tx, at))
      await lookAround(house, org, { by: visits, now: new Date(at.getTime() + HOUR / 3) })
      await workDay(house, org, { by, now: new Date(at.getTime() + HOUR / 2), last: day >= days - 2 })
    }
    // Weekly, not nightly: moves from tier to tier have a history all the same.
    if (day % 7 === 6) await inTransaction(house.db, org.orgId, (tx) => refresh(tx, new Date(start + DAY)))
    told((day + 1) / days)
  }
  await scoreToday(house, org)
  await inTransaction(house.db, org.orgId, (tx) => seeToBasis(tx, until))
  await readOldNotices(house, org, new Date(until.getTime() - 2 * DAY))
}

// Fewer leads at the weekend, a few more each week: a chart of a flat line tells nobody anything.
function sharesOf(days: number, until: Date): number[] {
  const weights = Array.from({ length: days }, (_, day) => {
    const weekday = new Date(until.getTime() - (days - day) * DAY).getUTCDay()
    return (weekday === 0 || weekday === 6 ? 0.45 : 1) * (0.8 + (0.4 * day) / days)
  })
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}

/** Leads that arrive through the real flow, the last of them at this moment. */
export async function capture(
  house: House,
  org: Pick<DemoOrg, 'orgId'>,
  { arriving, at, sources }: { arriving: Arriving[]; at: Date; sources: ReadonlyMap<string, string> },
): Promise<void> {
  const incoming = arriving.map(({ source, ...raw }, i): Incoming => {
    const receivedAt = new Date(at.getTime() - (arriving.length - i) * 40_000)
    const door = source === 'list' || source === 'expo' ? 'import' : source === 'website' ? 'form' : 'api'
    const actor: Incoming['actor'] = { kind: door === 'api' ? 'key' : door, id: null }
    return {
      arrivalId: uuidv7(receivedAt.getTime()),
      door,
      sourceId: sources.get(source) as string,
      raw,
      receivedAt,
      actor,
    }
  })
  await inTransaction(house.db, org.orgId, (tx) => decideBatch(tx, incoming, at))
}

// What is older than two days has been seen, or the bell would ring for 90 days at once.
async function readOldNotices(house: House, { orgId }: DemoOrg, before: Date): Promise<void> {
  await inTransaction(house.db, orgId, (tx) =>
    rows(tx, sql`update notice set read_at = at where org_id = ${orgId} and at < ${before}`),
  )
}
