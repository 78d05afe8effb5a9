import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { AssignRule } from '../../contract/assign.ts'
import { childRegions } from '../../rules/regions.ts'
import { testDb } from '../../test/database.ts'
import { arrive, newTeam } from '../../test/team.ts'
import { rows } from '../db/db.ts'
import { save } from '../rooms/territory/service.ts'
import { rehearse } from './rehearse.ts'

const { db, org } = await testDb()

async function trying() {
  const team = await newTeam({ db, org }, { reps: 2 })
  const [leadId = ''] = await arrive(team, 1)
  const ask = (strategy: AssignRule['strategy'], more: Partial<AssignRule> = {}) =>
    team.within((tx) => {
      const rule = { id: 'r', name: '', when: { all: [] }, strategy, active: true, ...more }
      const draft = { rules: [rule], fallbackPoolId: team.poolId }
      return rehearse(tx, team.admin, { lead: leadId, draft, lang: 'zh' })
    })
  return { team, leadId, ask }
}

test('a lead that would wait says until when', async () => {
  const { team, ask } = await trying()
  const back = new Date(Date.now() + 3_600_000)
  await team.within((tx) =>
    rows(
      tx,
      sql`insert into absence (org_id, absence_id, user_id, from_at, to_at)
        select ${tx.orgId}, gen_random_uuid(), user_id, now() - interval '1 day', ${back}::timestamptz
        from member where org_id = ${tx.orgId} and 'rep' = any(roles)`,
    ),
  )
  const holder = { kind: 'waiting', id: null }
  expect(await ask({ kind: 'roundRobin' }, { nobody: { kind: 'nextShift' } })).toMatchObject({
    holder,
    until: back,
  })
  expect(await ask({ kind: 'roundRobin' }, { nobody: { kind: 'hold' } })).toMatchObject({
    holder,
    until: 'free',
  })
  expect(await ask({ kind: 'hand' })).toMatchObject({ holder, until: null })
})

test('what pointed at who would get it is named', async () => {
  const { team, leadId, ask } = await trying()
  const [rep] = team.reps
  expect((await ask({ kind: 'territory' })).rules[0]).toMatchObject({ because: 'unpointed', pointed: null })
  await team.within((tx) =>
    rows(tx, sql`update lead set region = '3101' where org_id = ${tx.orgId} and lead_id = ${leadId}`),
  )
  const owned = { areas: [], condition: null, teamId: null, userIds: [rep!.userId] }
  await team.within((tx) =>
    save(
      tx,
      { name: '全国', regions: [...childRegions()], ...owned },
      { caller: team.admin, now: new Date() },
    ),
  )
  expect(await ask({ kind: 'territory' })).toMatchObject({
    holder: { id: rep!.userId },
    until: null,
    rules: [{ fires: true, pointed: { kind: 'territory', name: '全国' } }],
  })
  const referrerId = crypto.randomUUID()
  await team.within((tx) =>
    rows(
      tx,
      sql`with added as (insert into referrer (org_id, referrer_id, code, kind, name, rep_id, created_at, updated_at)
          values (${tx.orgId}, ${referrerId}, 'ABC', 'partner', '老周', ${rep!.userId}, now(), now()) returning 1)
        update lead set referrer_id = ${referrerId} from added where org_id = ${tx.orgId} and lead_id = ${leadId}`,
    ),
  )
  expect((await ask({ kind: 'referral' })).rules[0]).toMatchObject({
    fires: true,
    pointed: { kind: 'referrer', id: referrerId, name: '老周' },
  })
})
