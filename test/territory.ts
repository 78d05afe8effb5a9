import { sql } from 'kysely'
import type { Charter } from '../contract/territory.ts'
import { inTransaction, one, rows, type Tx } from '../server/db/db.ts'
import { handOver, type Wish } from '../server/flow/territory/handover.ts'
import { moveLeads } from '../server/lead/hold.ts'
import type { UserCaller } from '../server/people/caller.ts'
import { save, type Saving } from '../server/rooms/territory/service.ts'
import { pointedAt } from '../server/rooms/territory/store.ts'
import type { TestDb } from './database.ts'
import { company } from './leads.ts'

export const now = new Date('2026-03-02T04:00:00Z')
export const later = (minutes: number) => new Date(+now + minutes * 60_000)

const plain: Omit<Charter, 'name' | 'userIds'> = { regions: [], areas: [], condition: null, teamId: null }

/** A house with Haidian, Beijing and Shanghai, and leads in them. */
export async function territoryHouse({ db, org }: Pick<TestDb, 'db' | 'org'>) {
  const orgId = await org()
  const people = await company(db, orgId)
  const { admin, rep, mate, stranger } = people
  const within = <T>(run: (tx: Tx) => Promise<T>) => inTransaction(db, orgId, run)
  const when = (at = now, caller: UserCaller = admin) => ({ caller, now: at })
  const draw = (wish: Partial<Saving> & { name: string; territoryId?: string }, at = now, caller = admin) =>
    within((tx) => save(tx, { ...plain, userIds: [], ...wish }, when(at, caller)))
  const haidian = await draw({ name: '海淀', regions: ['110108'], userIds: [rep.userId] })
  const beijing = await draw({ name: '北京', regions: ['11'], userIds: [stranger.userId] })
  const shanghai = await draw({ name: '上海', regions: ['31'], userIds: [mate.userId] })
  /** Leads of a region with a rep, loads counted. */
  const leadsOf = async (who: UserCaller, region: string, count: number) => {
    const ids = await people.plant(Array.from({ length: count }, () => ({})))
    await within(async (tx) => {
      await rows(
        tx,
        sql`update lead set region = ${region} where org_id = ${orgId} and lead_id = any(${ids}::uuid[])`,
      )
      await moveLeads(
        tx,
        ids.map((leadId) => ({
          leadId,
          from: { kind: 'waiting', id: null },
          to: { kind: 'rep', id: who.userId },
          kind: 'assigned',
        })),
        { now, day: '2026-03-02', actor: { kind: 'system', id: null }, quiet: true },
      )
    })
    return ids
  }
  const heldBy = async (who: UserCaller, region = '') => {
    const found = await within((tx) =>
      one(
        tx,
        sql<{ leads: number }>`select count(*)::int as leads from lead where org_id = ${orgId}
          and holder_kind = 'rep' and holder_id = ${who.userId} and coalesce(region, '') like ${`${region}%`}`,
      ),
    )
    return found?.leads
  }
  const load = async (who: UserCaller) => {
    const found = await within((tx) =>
      one(
        tx,
        sql<{
          holding: number
        }>`select holding from rep_load where org_id = ${orgId} and user_id = ${who.userId}`,
      ),
    )
    return found?.holding ?? 0
  }
  const to = (territoryId: string, ...who: UserCaller[]) => ({
    territoryId,
    userIds: who.map(({ userId }) => userId),
    teamId: null,
  })
  const give = (wish: Wish, at = now, caller = admin) => within((tx) => handOver(tx, wish, when(at, caller)))
  const whose = (region: string, at: Date) =>
    within(async (tx) =>
      (await pointedAt(tx, [{ ref: 'x', facts: { region } }], { now: at, day: '' })).get('x'),
    )
  return {
    ...people,
    orgId,
    within,
    when,
    draw,
    haidian,
    beijing,
    shanghai,
    leadsOf,
    heldBy,
    load,
    to,
    give,
    whose,
  }
}
