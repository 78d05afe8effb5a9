import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { usualAbility } from '../../../contract/ability.ts'
import { testDb } from '../../../test/database.ts'
import { company, type Planted } from '../../../test/leads.ts'
import { inTransaction, rows, type Tx } from '../../db/db.ts'
import { appendEvents, system } from '../../lead/trail.ts'
import type { UserCaller } from '../../people/caller.ts'
import { abilitiesAnywhere, answer, appeal, refresh, setSettings } from './service.ts'
import { abilitiesHeld, movesOf } from './store/reading.ts'
import { refreshNightly } from './tasks.ts'

const { db, org } = await testDb()
const DAY = 86_400_000
const now = new Date('2026-06-01T08:00:00Z')
const ago = (days: number) => new Date(+now - days * DAY)

type End = 'converted' | 'lost' | 'invalid'

/** A company whose leads come to an end as in life: the trail tells who held them then. */
async function house() {
  const orgId = await org()
  const people = await company(db, orgId)
  const within = <T>(run: (tx: Tx) => Promise<T>) => inTransaction(db, orgId, run)
  const held = (by: UserCaller, more: Planted = {}): Planted => ({
    holder: { kind: 'rep', id: by.userId },
    assignedAt: ago(20),
    arrivedAt: ago(20),
    grade: 'B',
    ...more,
  })
  const close = (leadIds: readonly string[], as: End, from: UserCaller | null, at = ago(10)) =>
    within(async (tx) => {
      await rows(
        tx,
        sql`update lead set stage = ${as}, closed_as = ${as}, holder_kind = 'closed', holder_id = null, amount = 1,
          stage_at = ${at} where org_id = ${orgId} and lead_id = any(${[...leadIds]}::uuid[])`,
      )
      const data = {
        from: from ? { kind: 'rep', id: from.userId } : { kind: 'pool', id: people.poolA },
        to: { kind: 'closed', id: null },
        closedAs: as,
      }
      await appendEvents(
        tx,
        leadIds.map((leadId) => ({ leadId, at, kind: 'closed', actor: system, data })),
      )
    })
  const end = async (by: UserCaller, counts: Partial<Record<End, number>>, more: Planted = {}) => {
    for (const [as, count] of Object.entries(counts) as [End, number][])
      await close(await people.plant(Array.from({ length: count }, () => held(by, more))), as, by)
  }
  const reckon = (at = now) => within((tx) => refresh(tx, at))
  const of = (who: UserCaller) =>
    within(async (tx) => (await abilitiesHeld(tx, [who.userId])).find(({ channel }) => channel === '*'))
  return { ...people, orgId, within, held, close, end, reckon, of }
}

describe('the credit', () => {
  test('is whole whoever’s held the lead when it ended; invalid ones are told and not counted', async () => {
    const { rep, mate, admin, plant, held, close, reckon, of } = await house()
    const [handedOver, lost, invalid] = (await plant([held(mate), held(rep), held(rep)])) as [
      string,
      string,
      string,
    ]
    // Once closed by another and opened again: the last time counts
    await close([handedOver], 'lost', rep, ago(15))
    await close([handedOver], 'converted', mate)
    await close([lost], 'lost', rep)
    await close([invalid], 'invalid', rep)
    await reckon()
    expect(await of(mate)).toMatchObject({ won: 1, lost: 0, invalid: 0, picked: 1 })
    expect(await of(rep)).toMatchObject({ won: 0, lost: 1, invalid: 1 })
    expect(await of(admin)).toBeUndefined()
  })

  test('is nobody’s of a lead that ended in a pool, and goes with a lead that is opened again', async () => {
    const { rep, orgId, plant, held, close, reckon, of, within } = await house()
    const [pooled, won] = (await plant([held(rep), held(rep)])) as [string, string]
    await close([pooled], 'lost', null)
    await close([won], 'converted', rep)
    await reckon()
    expect(await of(rep)).toMatchObject({ won: 1, lost: 0 })
    await within((tx) =>
      rows(
        tx,
        sql`update lead set stage = 'contacted', closed_as = null, holder_kind = 'rep', holder_id = ${rep.userId}
          where org_id = ${orgId} and lead_id = ${won}`,
      ),
    )
    await reckon()
    expect(await of(rep)).toMatchObject({ won: 0, lost: 0, tier: null })
  })

  test('is by the grade a lead arrived with, not by what the rep made of it', async () => {
    const { rep, plant, held, close, reckon, within } = await house()
    const [leadId] = (await plant([held(rep, { grade: 'A' })])) as [string]
    await within((tx) =>
      appendEvents(tx, [{ leadId, at: ago(20), kind: 'captured', actor: system, data: { grade: 'C2' } }]),
    )
    await close([leadId], 'converted', rep)
    await reckon()
    const cells = await within((tx) => abilitiesHeld(tx, [rep.userId]))
    expect(cells.map(({ segment }) => segment)).toEqual(['*', '*', 'C'])
  })

  test('open leads are not lost while they are young, and are once nine in ten wins came sooner', async () => {
    const { rep, mate, plant, held, end, reckon, of } = await house()
    await end(mate, { converted: 20, lost: 20 })
    await plant([held(rep, { assignedAt: ago(9) }), held(rep, { assignedAt: ago(11) })])
    await reckon()
    expect(await of(rep)).toMatchObject({ won: 0, lost: 0, stale: 1 })
    // Where few were won nobody knows how long that takes
    const other = await house()
    await other.end(other.mate, { converted: 19 })
    await other.plant([other.held(other.rep, { assignedAt: ago(400) })])
    await other.reckon()
    expect(await other.of(other.rep)).toMatchObject({ stale: 0 })
  })
})

describe('reckoning', () => {
  test('two at once give one reckoning and one move', async () => {
    const { rep, mate, within, end, reckon, of } = await house()
    await end(rep, { converted: 40, lost: 20 })
    await end(mate, { converted: 10, lost: 90 })
    await Promise.all([reckon(), reckon(), reckon(), reckon()])
    expect(await of(rep)).toMatchObject({ won: 40, lost: 20, tier: 'S' })
    expect((await of(rep))!.expected).toBeCloseTo((60 * 50) / 160, 0)
    const moves = await within((tx) => movesOf(tx, rep.userId))
    expect(moves.filter(({ channel }) => channel === '*')).toMatchObject([
      { from: null, to: 'S', won: 40, leads: 60 },
    ])
    // Nothing new, nothing moves
    await reckon(new Date(+now + 20 * DAY))
    expect(await within((tx) => movesOf(tx, rep.userId))).toHaveLength(moves.length)
  })

  test('a year later the same leads count less, and then say nothing any more', async () => {
    const { rep, end, reckon, of } = await house()
    await end(rep, { converted: 12, lost: 13 })
    await reckon()
    const fresh = await of(rep)
    await reckon(new Date(+now + 360 * DAY))
    const faded = await of(rep)
    expect(fresh?.tier).toBe('B')
    expect(faded).toMatchObject({ won: 12, lost: 13, tier: null })
    expect(faded!.high - faded!.low).toBeGreaterThan(fresh!.high - fresh!.low)
  })

  test('is once a night by the organisation’s clock', async () => {
    const { within } = await house()
    const at = (hour: string) => within((tx) => refreshNightly(tx, new Date(`2026-06-${hour}:00Z`)))
    // 02:00 in Shanghai is 18:00 the day before
    expect(await at('01T19:00')).toBe(true)
    expect(await at('02T17:00')).toBe(false)
    expect(await at('02T18:10')).toBe(true)
  })

  test('one organisation’s leads say nothing of another’s reps', async () => {
    const [ours, theirs] = [await house(), await house()]
    await theirs.end(theirs.rep, { converted: 50 })
    await ours.reckon()
    await theirs.reckon()
    expect(await ours.of(ours.rep)).toMatchObject({ won: 0 })
    expect(await ours.within((tx) => abilitiesHeld(tx, [theirs.rep.userId]))).toEqual([])
  })
})

describe('an appeal', () => {
  test('that is accepted takes the lead out of the next reckoning', async () => {
    const { rep, mate, manager, stranger, plant, held, close, reckon, of, within } = await house()
    const [leadId, other] = (await plant([held(rep), held(mate)])) as [string, string]
    await close([leadId], 'lost', rep)
    await close([other], 'lost', mate)
    await reckon()
    const said = { leadId, userId: rep.userId, reason: '是同行来打听的', at: now }
    await expect(within((tx) => appeal(tx, { ...said, leadId: other }))).rejects.toMatchObject({
      code: 'ability.not_counted',
    })
    await within((tx) => appeal(tx, said))
    await expect(within((tx) => appeal(tx, said))).rejects.toMatchObject({ code: 'ability.appealed' })
    await reckon()
    expect(await of(rep)).toMatchObject({ lost: 1 })
    const verdict = { leadId, userId: rep.userId, accept: true, answer: null, by: manager.userId, at: now }
    const elsewhere = { ...stranger, roles: ['manager' as const] }
    await expect(within((tx) => answer(tx, elsewhere, verdict))).rejects.toMatchObject({ code: 'not_found' })
    await within((tx) => answer(tx, manager, verdict))
    await expect(within((tx) => answer(tx, manager, verdict))).rejects.toMatchObject({
      code: 'ability.answered',
    })
    await reckon()
    expect(await of(rep)).toMatchObject({ lost: 0 })
  })

  test('of one’s own nobody answers who is no admin', async () => {
    const { manager, plant, held, close, reckon, within } = await house()
    const [leadId] = (await plant([held(manager)])) as [string]
    await close([leadId], 'lost', manager)
    await reckon()
    await within((tx) => appeal(tx, { leadId, userId: manager.userId, reason: '不该算我的', at: now }))
    const verdict = {
      leadId,
      userId: manager.userId,
      accept: true,
      answer: null,
      by: manager.userId,
      at: now,
    }
    await expect(within((tx) => answer(tx, manager, verdict))).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('settings', () => {
  test('segments are made of a field there is, and reckoned anew at once', async () => {
    const { rep, admin, end, reckon, within } = await house()
    await end(rep, { converted: 2, lost: 3 }, { attrs: { size: 'big' } })
    await reckon()
    const stamp = { by: admin.userId, at: now }
    const set = (segment: string) => within((tx) => setSettings(tx, { ...usualAbility, segment }, stamp))
    await expect(set('custom.size')).rejects.toMatchObject({ code: 'ability.segment_unknown' })
    await within((tx) =>
      rows(
        tx,
        sql`insert into field (org_id, field_id, key, type, label_zh, label_en)
          values (${tx.orgId}, gen_random_uuid(), 'size', 'choice', '规模', 'Size')`,
      ),
    )
    await set('custom.size')
    const cells = await within((tx) => abilitiesHeld(tx, [rep.userId]))
    expect(cells.map(({ segment }) => segment)).toEqual(['*', '*', 'big'])
    await set('province')
    expect((await within((tx) => abilitiesHeld(tx, [rep.userId]))).at(-1)?.segment).toBe('')
  })
})

test('what a rep is thought to win of leads somebody is to be chosen for', async () => {
  const { rep, stranger, admin, end, reckon, within } = await house()
  await end(rep, { converted: 30, lost: 30 })
  await end(stranger, { converted: 5, lost: 55 })
  const ids = [rep, stranger, admin].map(({ userId }) => userId)
  const asked = async (channel: string, segment: string) => {
    const abilities = await within((tx) => abilitiesAnywhere(tx, ids))
    return (userId: string) => abilities.of(userId, { channel, segment })
  }
  const before = await asked('*', '*')
  expect(ids.map(before)).toEqual([undefined, undefined, undefined])
  await reckon()
  const found = await asked('nowhere', 'B')
  expect(found(admin.userId)).toBeUndefined()
  expect(found(rep.userId)).toMatchObject({ from: 'all' })
  expect(found(rep.userId)!.mean).toBeGreaterThan(found(stranger.userId)!.mean)
  // Their own leads say more of leads of their own kind
  const kinds = await within((tx) => abilitiesHeld(tx, [rep.userId]))
  const { channel } = kinds.find((each) => each.channel !== '*')!
  const own = (await asked(channel, 'B'))(rep.userId)!
  expect(own.from).toBe('segment')
  const elsewhere = found(rep.userId)!
  expect(own.high - own.low).toBeLessThan(elsewhere.high - elsewhere.low)
})
