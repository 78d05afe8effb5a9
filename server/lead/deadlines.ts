import { sql } from 'kysely'
import type { RecyclePolicy } from '../../contract/policy.ts'
import { fieldsOf } from '../../rules/fields.ts'
import { one, type Tx } from '../db/db.ts'
import type { RuleRef } from '../policy/store.ts'
import { clockOf, dayIn } from './clock.ts'
import { readFields } from './fields.ts'

/** What every change of a holder needs to know of the organisation: its day and its fallback clock. */
export interface Clock {
  readonly now: Date
  readonly day: string
  readonly zone: string
  readonly deadline: ReturnType<typeof clockOf>
  readonly ref: (ruleId: string | null) => RuleRef | null
}

/** The organisation's clock as it stands at `now`. */
export async function readClock(tx: Tx, now: Date): Promise<Clock> {
  const held = await one(
    tx,
    sql<{ timeZone: string; body: RecyclePolicy | null; version: number | null; custom: boolean }>`
      select org.time_zone, policy.body, policy.version, policy.body::text like '%"custom.%' as custom
      from org
      left join policy on policy.org_id = org.org_id and policy.kind = 'recycle' and policy.valid_to = 'infinity'
      where org.org_id = ${tx.orgId}`,
  )
  const zone = held?.timeZone ?? 'UTC'
  const fields = fieldsOf(held?.custom ? await readFields(tx) : [])
  return {
    now,
    zone,
    day: dayIn(zone, now),
    deadline: clockOf(held?.body ?? undefined, fields, { now, zone }),
    ref: (id) => (held?.version ? { kind: 'recycle', scope: '', version: held.version, id } : null),
  }
}
