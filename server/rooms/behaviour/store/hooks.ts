import { sql } from 'kysely'
import type { HookKind } from '../../../../contract/hook.ts'
import { one, rows, type Tx } from '../../../db/db.ts'

export interface Hook {
  readonly hookId: string
  readonly kind: HookKind
  readonly name: string
  readonly key: string
  readonly sealedSecret: Buffer
  readonly active: boolean
  readonly createdAt: Date
}

const hook = sql.raw('hook_id, kind, name, key, sealed_secret, active, created_at')

/** The addresses at which other systems tell what people did, oldest first. */
export async function listHooks(tx: Tx): Promise<Hook[]> {
  return rows(
    tx,
    sql<Hook>`select ${hook} from behaviour_hook where org_id = ${tx.orgId} order by created_at, hook_id`,
  )
}

/** The one of a public key, if it is in use. */
export async function hookOf(tx: Tx, key: string): Promise<Hook | undefined> {
  return one(
    tx,
    sql<Hook>`select ${hook} from behaviour_hook where org_id = ${tx.orgId} and key = ${key} and active`,
  )
}

export async function addHook(tx: Tx, added: Hook): Promise<void> {
  await rows(
    tx,
    sql`insert into behaviour_hook (org_id, hook_id, kind, name, key, sealed_secret, active, created_at)
      values (${tx.orgId}, ${added.hookId}, ${added.kind}, ${added.name}, ${added.key}, ${added.sealedSecret}, ${added.active}, ${added.createdAt})`,
  )
}

/** Removes one; returns whether there was one. */
export async function removeHook(tx: Tx, hookId: string): Promise<boolean> {
  const gone = await one(
    tx,
    sql`delete from behaviour_hook where org_id = ${tx.orgId} and hook_id = ${hookId} returning 1 as gone`,
  )
  return gone !== undefined
}

/** Seals secrets that stood in the open, from before they were sealed. */
export async function sealOpen(tx: Tx, seal: (open: string) => Buffer): Promise<void> {
  const open = await rows(
    tx,
    sql<{ id: string; secret: string }>`select hook_id as id, secret as secret from behaviour_hook
      where org_id = ${tx.orgId} and secret is not null`,
  )
  if (open.length === 0) return
  await rows(
    tx,
    sql`update behaviour_hook set sealed_secret = sealed.secret, secret = null
      from unnest(${open.map(({ id }) => id)}::uuid[],
        ${open.map(({ secret }) => seal(secret))}::bytea[]) as sealed (id, secret)
      where behaviour_hook.org_id = ${tx.orgId} and hook_id = sealed.id`,
  )
}
