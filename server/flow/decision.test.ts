import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Condition } from '../../rules/condition.ts'
import { fieldsOf } from '../../rules/fields.ts'
import { where } from '../../rules/where.ts'
import { testDb } from '../../test/database.ts'
import { policyBy } from '../../test/matching.ts'
import { arrivingLead, leadOf, newTeam, publishNext } from '../../test/team.ts'
import { rows } from '../db/db.ts'

const { db, org } = await testDb()

test('what is settled when a lead arrives, conditions see as its row has it', async () => {
  const team = await newTeam({ db, org }, { reps: 1 })
  const [rep] = team.reps
  const typist = rep?.userId ?? ''
  const asked: Record<string, Condition> = {
    unprotected: { field: 'protected', op: 'is_false' },
    protected: { field: 'protected', op: 'is_true' },
    alone: { field: 'duplicateOf', op: 'is_empty' },
    twin: { not: { field: 'duplicateOf', op: 'is_empty' } },
    theirs: { field: 'holder', op: 'is', value: typist },
    withRep: { field: 'holderKind', op: 'is', value: 'rep' },
    staged: { not: { field: 'stageAt', op: 'is_empty' } },
    open: { field: 'closedAs', op: 'is_empty' },
  }
  const rule = { name: '', days: null, active: true }
  await publishNext(team, 'tags', {
    rules: Object.entries(asked).map(([tag, when]) => ({ ...rule, id: tag, when, tags: [tag] })),
  })
  await publishNext(team, 'match', policyBy('link', 'phone'))
  const actor = { kind: 'user', id: typist } as const
  const answers = [
    ...(await team.call([arrivingLead(1), arrivingLead(1)])),
    ...(await team.call([arrivingLead(2)], { door: 'hand', actor, holderId: typist })),
  ]
  expect(answers.map(({ status }) => status)).toEqual(['created', 'created', 'created'])
  const at = { now: new Date(), zone: 'Asia/Shanghai' }
  for (const [tag, condition] of Object.entries(asked)) {
    const found = await team.within((tx) =>
      rows(
        tx,
        sql<{ leadId: string; tagged: boolean; fits: boolean }>`select lead_id, ${tag} = any(tags) as tagged,
          coalesce(${where(condition, fieldsOf([]), at)}, false) as fits
          from lead where org_id = ${tx.orgId} order by lead_id`,
      ),
    )
    expect({ tag, leads: found.map(({ tagged }) => tagged) }).toEqual({
      tag,
      leads: found.map(({ fits }) => fits),
    })
  }
  const leads = await Promise.all(answers.map(({ leadId }) => leadOf(team, leadId ?? '')))
  const told = leads.map(({ tags }) => Object.keys(asked).filter((tag) => tags.includes(tag)))
  expect(told).toEqual([
    ['unprotected', 'alone', 'staged', 'open'],
    ['unprotected', 'twin', 'staged', 'open'],
    ['protected', 'alone', 'theirs', 'withRep', 'staged', 'open'],
  ])
})
