import { sql } from 'kysely'
import { one, rows, type Tx } from '../db/db.ts'
import { readFields } from '../lead/fields.ts'
import { readStages } from '../rooms/customer/service.ts'
import type { CustomerContext } from './customer-read.ts'

/** Reads what reading customers goes by. */
export async function readCustomerContext(tx: Tx): Promise<CustomerContext> {
  const [fields, stages, org, members] = await Promise.all([
    readFields(tx),
    readStages(tx),
    one(tx, sql<{ currency: string }>`select currency from org where org_id = ${tx.orgId}`),
    membersByName(tx),
  ])
  return { fields, stages, currency: org?.currency ?? 'CNY', members }
}

/** Active members by e-mail, mobile (with and without +86) and name; a name that two have stands for nobody. */
async function membersByName(tx: Tx): Promise<Map<string, string | null>> {
  const found = await rows(
    tx,
    sql<{ userId: string; name: string; email: string | null; mobile: string | null }>`
      select user_id, name, email, mobile from member
      where org_id = ${tx.orgId} and status = 'active' order by user_id`,
  )
  const names = new Map<string, string | null>()
  for (const { userId, name } of found) {
    const key = name.toLowerCase()
    names.set(key, names.has(key) ? null : userId)
  }
  for (const { userId, email, mobile } of found) {
    for (const key of [email?.toLowerCase(), mobile, mobile?.replace(/^\+86/, '')])
      if (key) names.set(key, userId)
  }
  return names
}
