import { expect, test } from 'vitest'
import { testDb } from '../../test/database.ts'
import { company } from '../../test/leads.ts'
import { inTransaction } from '../db/db.ts'
import { insertRows } from '../db/write.ts'
import type { Caller } from '../people/caller.ts'
import { readTags } from './tags.ts'

const { db, org } = await testDb()

test('a tag tells who or which rule gave it and when it lapses, to whoever sees the lead', async () => {
  const orgId = await org()
  const { rep, stranger, plant } = await company(db, orgId)
  const [leadId] = (await plant([{ tags: ['展会', '重点'], holder: { kind: 'rep', id: rep.userId } }])) as [
    string,
  ]
  const at = new Date('2026-03-01T02:00:00Z')
  const expiresAt = new Date('2026-04-01T02:00:00Z')
  await inTransaction(db, orgId, (tx) =>
    insertRows(
      tx,
      'lead_tag',
      ['org_id', 'lead_id', 'tag', 'given_by', 'by_user', 'rule', 'at', 'expires_at'],
      [
        [orgId, leadId, '展会', 'hand', rep.userId, null, at, null],
        [orgId, leadId, '重点', 'rule', null, 'gone', at, expiresAt],
      ],
    ),
  )
  const read = (caller: Caller) =>
    inTransaction(db, orgId, (tx) => readTags(tx, caller, { leadId, now: new Date() }))
  expect(await read(rep)).toEqual([
    { tag: '展会', givenBy: 'hand', by: '李雷', rule: null, at, expiresAt: null },
    { tag: '重点', givenBy: 'rule', by: null, rule: null, at, expiresAt },
  ])
  await expect(read(stranger)).rejects.toMatchObject({ code: 'not_found' })
})
