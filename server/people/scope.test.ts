import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { Role } from '../../contract/endpoint.ts'
import { holderKinds } from '../../contract/lead.ts'
import { testDb } from '../../test/database.ts'
import { member, program, testHouse } from '../../test/house.ts'
import { copyInto } from '../db/copy.ts'
import { inTransaction, rows, type Tx } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import { addAbsence } from './absences.ts'
import { createMember } from './members.ts'
import { createOrg } from './org.ts'
import { type Scope, scopeOf, scopeWhere, type Seen, sees, sightOf, sightSql } from './scope.ts'
import { createTeam } from './teams.ts'

const { db } = await testDb()
const house = testHouse(db)
const NOW = new Date('2026-03-02T04:00:00Z')
const stamp = { at: NOW, by: null }

/** 销售部 over 一组 and 二组; each group with a manager and a rep; a pool for 销售部, one for 一组, one for 二组's rep alone. */
async function company() {
  const orgId = await createOrg(house, { name: '仁科', slug: uuidv7() })
  const people = await inTransaction(db, orgId, async (tx) => {
    const sales = await createTeam(tx, { name: '销售部' }, stamp)
    const one = await createTeam(tx, { name: '一组', parentId: sales }, stamp)
    const two = await createTeam(tx, { name: '二组', parentId: sales }, stamp)
    const add = (name: string, roles: Role[], teamId?: string) =>
      createMember(tx, {
        name,
        roles,
        email: `${uuidv7()}@example.com`,
        ...(teamId && { teamId }),
        leads: roles.includes('manager'),
      })
    const ids = {
      admin: await add('admin', ['admin']),
      marketer: await add('marketer', ['marketer']),
      head: await add('head', ['manager'], sales),
      bossOne: await add('bossOne', ['manager', 'rep'], one),
      repOne: await add('repOne', ['rep'], one),
      bossTwo: await add('bossTwo', ['manager'], two),
      repTwo: await add('repTwo', ['rep'], two),
    }
    const pools = {
      ofSales: await addPool(tx, 'team', sales),
      ofOne: await addPool(tx, 'team', one),
      ofRepTwo: await addPool(tx, 'user', ids.repTwo),
      ofNobody: await addPool(tx),
      ofEmptyTeam: await addPool(tx, 'team', await createTeam(tx, { name: '新组', parentId: sales }, stamp)),
    }
    return { ...ids, pools }
  })
  const scope = (userId: string, now = NOW): Promise<Scope> =>
    inTransaction(db, orgId, (tx) => scopeOf(tx, member(orgId, ['rep'], { userId }), now))
  return { orgId, scope, ...people }
}

async function addPool(tx: Tx, kind?: 'user' | 'team', memberId?: string): Promise<string> {
  const poolId = uuidv7()
  await rows(tx, sql`insert into pool (org_id, pool_id, name) values (${tx.orgId}, ${poolId}, '公海')`)
  if (kind) await rows(tx, sql`insert into pool_member values (${tx.orgId}, ${poolId}, ${kind}, ${memberId})`)
  return poolId
}

const held = (by: string): Seen => ({ holderKind: 'rep', holderId: by, collaborators: [] })
const inPool = (pool: string): Seen => ({ holderKind: 'pool', holderId: pool, collaborators: [] })
const waiting: Seen = { holderKind: 'quarantine', holderId: null, collaborators: [] }
const closed = (...collaborators: string[]): Seen => ({ holderKind: 'closed', holderId: null, collaborators })
const view = (scope: Scope, lead: Seen) => (sees(scope, lead) ? sightOf(scope, lead) : 'unseen')

describe('the scope of', () => {
  it('a rep: own, shared and closed as theirs in full, their pools masked, nothing else', async () => {
    const { scope, repOne, repTwo, bossOne, pools } = await company()
    const mine = await scope(repOne)
    expect(view(mine, held(repOne))).toBe('full')
    expect(view(mine, { ...held(repTwo), collaborators: [repOne] })).toBe('full')
    expect(view(mine, closed(repOne))).toBe('full')
    expect(view(mine, inPool(pools.ofOne))).toBe('masked')
    expect(view(mine, inPool(pools.ofSales))).toBe('masked')
    for (const lead of [
      held(bossOne),
      held(repTwo),
      inPool(pools.ofRepTwo),
      inPool(pools.ofNobody),
      waiting,
      closed(repTwo),
    ])
      expect(view(mine, lead)).toBe('unseen')
  })

  it('a manager: everybody below and what waits in full, their pools too; not the team beside', async () => {
    const { scope, bossOne, head, repOne, repTwo, bossTwo, pools } = await company()
    const one = await scope(bossOne)
    for (const lead of [
      held(repOne),
      held(bossOne),
      closed(repOne),
      waiting,
      inPool(pools.ofOne),
      inPool(pools.ofSales),
    ])
      expect(view(one, lead)).toBe('full')
    for (const lead of [held(repTwo), held(bossTwo), held(head), inPool(pools.ofRepTwo), closed(repTwo)])
      expect(view(one, lead)).toBe('unseen')
    const all = await scope(head)
    for (const lead of [
      held(repOne),
      held(repTwo),
      held(bossOne),
      inPool(pools.ofRepTwo),
      inPool(pools.ofOne),
    ])
      expect(view(all, lead)).toBe('full')
    expect(view(all, inPool(pools.ofNobody))).toBe('unseen')
  })

  it('a manager reaches empty teams below; who leads without being a manager sees as a rep does', async () => {
    const { orgId, scope, head, bossOne, repOne, pools } = await company()
    expect(view(await scope(head), inPool(pools.ofEmptyTeam))).toBe('full')
    expect(view(await scope(bossOne), inPool(pools.ofEmptyTeam))).toBe('unseen')
    await inTransaction(db, orgId, (tx) =>
      rows(tx, sql`update member set roles = array['rep'] where org_id = ${orgId} and user_id = ${bossOne}`),
    )
    const demoted = await scope(bossOne)
    expect([held(repOne), waiting].map((lead) => view(demoted, lead))).toEqual(['unseen', 'unseen'])
    expect(view(demoted, inPool(pools.ofOne))).toBe('masked')
  })

  it('a marketer: everything without contacts; an admin and a key that reads: everything', async () => {
    const { orgId, scope, marketer, admin, repOne, pools } = await company()
    const leads = [held(repOne), inPool(pools.ofNobody), waiting, closed()]
    const [theirs, whole] = [await scope(marketer), await scope(admin)]
    expect(leads.map((lead) => view(theirs, lead))).toEqual(Array(4).fill('none'))
    expect(leads.map((lead) => view(whole, lead))).toEqual(Array(4).fill('full'))
    const ofKey = (scopes: ('leads:read' | 'leads:write')[]) =>
      inTransaction(db, orgId, (tx) => scopeOf(tx, program(orgId, scopes), NOW))
    expect(view(await ofKey(['leads:read']), waiting)).toBe('full')
    expect(view(await ofKey(['leads:write']), waiting)).toBe('unseen')
  })

  it('a deputy: what the absent one sees, and whom that one stands in for, for as long as it lasts', async () => {
    const { orgId, scope, repTwo, bossTwo, repOne, bossOne } = await company()
    const absent = (userId: string, deputyId: string) => ({
      userId,
      deputyId,
      fromAt: new Date('2026-03-02T00:00:00Z'),
      toAt: new Date('2026-03-03T00:00:00Z'),
    })
    await inTransaction(db, orgId, async (tx) => {
      await addAbsence(tx, absent(bossOne, bossTwo), stamp)
      await addAbsence(tx, absent(bossTwo, repTwo), stamp)
      await addAbsence(tx, absent(repTwo, bossOne), stamp) // a ring ends
    })
    const during = await scope(repTwo)
    expect(view(during, held(repOne))).toBe('full')
    expect(view(during, waiting)).toBe('full')
    const before = await scope(repTwo, new Date('2026-03-01T23:59:59Z'))
    const after = await scope(repTwo, new Date('2026-03-03T00:00:00Z'))
    expect([view(before, held(repOne)), view(after, held(repOne))]).toEqual(['unseen', 'unseen'])
  })

  it('who has left: nothing; their leads stay in sight of their manager', async () => {
    const { orgId, scope, repOne, bossOne } = await company()
    await inTransaction(db, orgId, (tx) =>
      rows(tx, sql`update member set status = 'left' where org_id = ${orgId} and user_id = ${repOne}`),
    )
    expect(view(await scope(repOne), held(repOne))).toBe('unseen')
    expect(view(await scope(bossOne), held(repOne))).toBe('full')
  })
})

describe('laws', () => {
  const ids = Array.from({ length: 4 }, () => uuidv7())
  const some = fc.subarray(ids)
  const lead: fc.Arbitrary<Seen> = fc
    .record({ kind: fc.constantFrom(...holderKinds), id: fc.constantFrom(...ids), collaborators: some })
    .map(({ kind, id, collaborators }) => ({
      holderKind: kind,
      holderId: kind === 'rep' || kind === 'pool' ? id : null,
      collaborators,
    }))
  const scopes: fc.Arbitrary<Scope> = fc
    .record({
      all: fc.boolean(),
      everything: fc.boolean(),
      userIds: some,
      poolIds: some,
      unheld: fc.boolean(),
      open: fc.boolean(),
    })
    .map(({ open, all, everything, ...rest }) => ({
      ...rest,
      orgId: '',
      all: all || everything,
      everything,
      openPoolIds: open ? rest.poolIds.slice(1) : [],
    }))

  it('a rep never sees what another holds and did not share', () => {
    const rep = fc.record({ me: fc.constantFrom(...ids), poolIds: some })
    fc.assert(
      fc.property(rep, lead, ({ me, poolIds }, seen) => {
        const scope = {
          orgId: '',
          all: false,
          everything: false,
          userIds: [me],
          poolIds,
          openPoolIds: [],
          unheld: false,
        }
        const theirs = seen.holderId === me || seen.collaborators.includes(me)
        if (seen.holderKind === 'rep' && !theirs) expect(sees(scope, seen)).toBe(false)
        if (sightOf(scope, seen) === 'full') expect(theirs).toBe(true)
      }),
    )
  })

  it('the database answers as the predicate does', async () => {
    const orgId = await createOrg(house, { name: '仁科', slug: uuidv7() })
    const leads = fc.sample(lead, 300).map((seen) => ({ ...seen, leadId: uuidv7() }))
    await inTransaction(db, orgId, async (tx) => {
      const columns = [
        'org_id',
        'lead_id',
        'person_id',
        'source_id',
        'door',
        'holder_kind',
        'holder_id',
        'closed_as',
        'stage_at',
        'arrived_at',
        'created_at',
        'updated_at',
      ]
      const values = leads.map(({ leadId, holderKind, holderId }) => [
        orgId,
        leadId,
        leadId,
        leadId,
        'hand',
        holderKind,
        holderId,
        holderKind === 'closed' ? 'lost' : null,
        NOW,
        NOW,
        NOW,
        NOW,
      ])
      await copyInto(tx, 'lead', columns, values)
      for (const userId of ids)
        await createMember(tx, { userId, name: '某', roles: ['rep'], email: `${userId}@example.com` })
      const shared = leads.flatMap(({ leadId, collaborators }) =>
        collaborators.map((userId) => [orgId, leadId, userId]),
      )
      await copyInto(tx, 'lead_collaborator', ['org_id', 'lead_id', 'user_id'], shared)
    })
    const samples = fc.sample(scopes, 60)
    await inTransaction(db, orgId, async (tx) => {
      for (const sample of samples) {
        const scope = { ...sample, orgId }
        const found = await rows(
          tx,
          sql<{ leadId: string; sight: string }>`select lead_id, ${sightSql(scope)} as sight from lead
            where org_id = ${orgId} and ${scopeWhere(scope)}`,
        )
        const expected = leads
          .filter((each) => sees(scope, each))
          .map((each) => [each.leadId, sightOf(scope, each)])
        expect(new Map(found.map(({ leadId, sight }) => [leadId, sight]))).toEqual(
          new Map(expected as [string, string][]),
        )
      }
    })
  })
})
