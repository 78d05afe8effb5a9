import { describe, expect, it } from 'vitest'
import type { Role } from '../../contract/endpoint.ts'
import * as self from '../../contract/me.ts'
import * as ours from '../../contract/organisation.ts'
import { testDb } from '../../test/database.ts'
import { newMember, newOrg, peopleApp } from '../../test/people.ts'
import { inTransaction } from '../db/db.ts'
import { bearerOf, createKey, listKeys, revokeKey } from './keys.ts'

const { db } = await testDb()
const { house, browser } = await peopleApp(db)

async function keyIn(orgId: string) {
  const { userId } = await newMember(house, orgId, ['admin'])
  return inTransaction(db, orgId, (tx) =>
    createKey(tx, { name: '官网', scopes: ['leads:write'], by: userId }),
  )
}

describe('API keys', () => {
  it('speak for their organisation, with their scopes, from the first use on', async () => {
    const orgId = await newOrg(house)
    const { keyId, key } = await keyIn(orgId)
    expect(key).toMatch(/^slk_[0-9a-f]{32}_[\w-]{43}$/)
    const caller = { kind: 'key', orgId, keyId, scopes: ['leads:write'], zone: 'Asia/Shanghai', locale: 'zh' }
    expect(await bearerOf(db, key)).toEqual(caller)
    const [listed] = await inTransaction(db, orgId, listKeys)
    expect(listed).toMatchObject({
      keyId,
      hint: key.slice(-4),
      revokedAt: null,
      lastUsedAt: expect.any(Date),
    })
  })

  it('are not in the database', async () => {
    const { key } = await keyIn(await newOrg(house))
    const { rows } = await db.ownerPool.query('select api_key::text as line from api_key')
    expect(rows.filter(({ line }) => String(line).includes(key.slice(37, 70)))).toEqual([])
  })

  it('are refused once revoked, in other hands, or when made up', async () => {
    const orgId = await newOrg(house)
    const { keyId, key } = await keyIn(orgId)
    expect(await bearerOf(db, key)).not.toBeNull()
    await inTransaction(db, orgId, (tx) => revokeKey(tx, keyId))
    expect(await bearerOf(db, key)).toBeNull()
    const other = (await newOrg(house)).replaceAll('-', '')
    const mine = await keyIn(orgId)
    expect(await bearerOf(db, mine.key.replace(/_[0-9a-f]{32}_/, `_${other}_`))).toBeNull()
    expect(await bearerOf(db, 'slk_nonsense')).toBeNull()
  })

  it('are refused at the door with a code of their own, and open no user’s door', async () => {
    const { key } = await keyIn(await newOrg(house))
    const ask = async (bearer: string) =>
      (await browser().call(self.readMe, { headers: { authorization: `Bearer ${bearer}` } })).body.code
    expect(await ask('slk_nonsense')).toBe('auth.key_invalid')
    expect(await ask(key)).toBe('auth.forbidden')
  })

  it('are made, listed and revoked by an admin of the organisation only', async () => {
    const orgId = await newOrg(house)
    const signedIn = async (org: string, ...roles: Role[]) =>
      browser((await newMember(house, org, roles)).email)
    const admin = await signedIn(orgId, 'admin')
    const others = await signedIn(orgId, 'rep', 'manager', 'marketer')
    const stranger = await signedIn(await newOrg(house), 'admin')
    const body = { name: '官网', scopes: ['leads:write'] }
    expect((await others.call(ours.createKey, { body })).status).toBe(403)
    const made = (await admin.call(ours.createKey, { body })).body
    expect(await bearerOf(db, made.key)).toMatchObject({ orgId, keyId: made.keyId })
    const params = { keyId: made.keyId }
    expect((await stranger.call(ours.revokeKey, { params })).status).toBe(404)
    expect((await stranger.call(ours.listKeys)).body.items).toEqual([])
    expect((await admin.call(ours.listKeys)).body.items).toHaveLength(1)
    await admin.call(ours.revokeKey, { params })
    expect(await bearerOf(db, made.key)).toBeNull()
  })
})
