import { sql } from 'kysely'
import { one, rows, type Tx } from '../../../db/db.ts'

/** A browser as it subscribed. */
export interface Device {
  readonly deviceId: string
  readonly userId: string
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
  readonly label: string
  readonly createdAt: Date
}

/** A member's browsers, newest first. */
export async function listDevices(tx: Tx, userId: string): Promise<Device[]> {
  return rows(
    tx,
    sql<Device>`select device_id, user_id, endpoint, p256dh, auth, label, created_at from push_device
      where org_id = ${tx.orgId} and user_id = ${userId} order by created_at desc`,
  )
}

export async function readDevice(tx: Tx, deviceId: string): Promise<Device | undefined> {
  return one(
    tx,
    sql<Device>`select device_id, user_id, endpoint, p256dh, auth, label, created_at from push_device
      where org_id = ${tx.orgId} and device_id = ${deviceId}`,
  )
}

/** Adds a browser; one that is known already, perhaps as somebody else's who was signed in there before, is now this member's. */
export async function addDevice(tx: Tx, device: Omit<Device, 'createdAt'>): Promise<string> {
  const { deviceId, userId, endpoint, p256dh, auth, label } = device
  const added = await one(
    tx,
    sql<{
      deviceId: string
    }>`insert into push_device (org_id, device_id, user_id, endpoint, p256dh, auth, label)
      values (${tx.orgId}, ${deviceId}, ${userId}, ${endpoint}, ${p256dh}, ${auth}, ${label})
      on conflict (org_id, endpoint) do update set user_id = excluded.user_id, p256dh = excluded.p256dh,
        auth = excluded.auth, label = excluded.label
      returning device_id`,
  )
  return added?.deviceId ?? deviceId
}

/** Removes a browser, of that member where one is named; returns whether there was one. */
export async function removeDevice(tx: Tx, deviceId: string, userId?: string): Promise<boolean> {
  const gone = await one(
    tx,
    sql`delete from push_device where org_id = ${tx.orgId} and device_id = ${deviceId}
      and (${userId ?? null}::uuid is null or user_id = ${userId ?? null}::uuid) returning 1 as gone`,
  )
  return gone !== undefined
}
