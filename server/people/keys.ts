import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { KeyScope } from '../../contract/endpoint.ts'
import { refuse } from '../../contract/refusals.ts'
import type { Lang } from '../../contract/shapes.ts'
import { type Db, one, rows, type Tx } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import type { KeyCaller } from './caller.ts'

/** slk_, the organisation (so that its rows are found on one shard), 256 random bits. */
const shape = /^slk_([0-9a-f]{32})_([\w-]{43})$/

const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest()

/** The organisation a key claims to belong to; null when it has not the shape of one. */
export function orgOfKey(key: string): string | null {
  const hex = shape.exec(key)?.[1]
  return hex ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') : null
}

export interface NewKey {
  readonly name: string
  readonly scopes: readonly KeyScope[]
  readonly by: string
}

/** Makes an API key; only its hash is kept, so what this returns cannot be had again. */
export async function createKey(
  tx: Tx,
  { name, scopes, by }: NewKey,
): Promise<{ keyId: string; key: string }> {
  const keyId = uuidv7()
  const key = `slk_${tx.orgId.replaceAll('-', '')}_${randomBytes(32).toString('base64url')}`
  await rows(
    tx,
    sql`insert into api_key (org_id, api_key_id, name, key_hash, hint, scopes, created_by)
      values (${tx.orgId}, ${keyId}, ${name}, ${hashOf(key)}, ${key.slice(-4)}, ${scopes}, ${by})`,
  )
  return { keyId, key }
}

export interface Key {
  readonly keyId: string
  readonly name: string
  readonly hint: string
  readonly scopes: KeyScope[]
  readonly createdBy: string
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
  readonly revokedAt: Date | null
}

/** The organisation's keys, newest first, revoked ones last. */
export function listKeys(tx: Tx): Promise<Key[]> {
  return rows(
    tx,
    sql<Key>`select api_key_id as key_id, name, hint, scopes, created_by, created_at, last_used_at, revoked_at
      from api_key where org_id = ${tx.orgId} order by revoked_at is not null, api_key_id desc`,
  )
}

/** Revokes a key: refused at once by this process, within seconds by others. Refuses `not_found`. */
export async function revokeKey(tx: Tx, keyId: string): Promise<void> {
  const revoked = await one(
    tx,
    sql`update api_key set revoked_at = coalesce(revoked_at, now())
      where org_id = ${tx.orgId} and api_key_id = ${keyId} returning api_key_id`,
  )
  if (!revoked) throw refuse('not_found')
  for (const [name, { caller }] of checked) if (caller.keyId === keyId) checked.delete(name)
}

type Bearer = Omit<KeyCaller, 'lang'> & { readonly locale: Lang }
interface Checked {
  readonly caller: Bearer
  readonly db: Db
  readonly until: number
}

// A busy integration sends hundreds of requests a second: its key is looked up once in this many milliseconds.
const TRUSTED_FOR = 5_000
const MOST_CHECKED = 1_000
const checked = new Map<string, Checked>()

/** Who a key speaks for, or null for a key that is unknown or revoked. */
export async function bearerOf(db: Db, key: string, now = Date.now()): Promise<Bearer | null> {
  const hash = hashOf(key)
  const name = hash.toString('base64') // no key is kept in memory either
  const held = checked.get(name)
  if (held && held.db === db && held.until > now) return held.caller
  checked.delete(name)
  const orgId = orgOfKey(key)
  const caller = orgId && (await lookUp(db, orgId, hash))
  if (!caller) return null
  if (checked.size >= MOST_CHECKED) checked.delete(checked.keys().next().value as string)
  checked.set(name, { caller, db, until: now + TRUSTED_FOR })
  return caller
}

interface Found {
  keyId: string
  scopes: KeyScope[]
  zone: string
  locale: Lang
  stale: boolean
}

// As the owner: nobody is signed in yet, so there is no organisation to set.
async function lookUp(db: Db, orgId: string, hash: Buffer): Promise<Bearer | null> {
  const { rows: found } = await db.ownerPool.query<Found>(
    `select k.api_key_id as "keyId", k.scopes, o.time_zone as zone, o.locale,
       k.last_used_at is null or k.last_used_at < now() - interval '1 minute' as stale
     from api_key k join org o on o.org_id = k.org_id
     where k.org_id = $1 and k.key_hash = $2 and k.revoked_at is null`,
    [orgId, hash],
  )
  if (!found[0]) return null
  const { stale, ...rest } = found[0]
  if (stale)
    await db.ownerPool.query('update api_key set last_used_at = now() where org_id = $1 and key_hash = $2', [
      orgId,
      hash,
    ])
  return { kind: 'key', orgId, ...rest }
}
