import { uuidv7 } from '../server/db/id.ts'
import { withDatabase } from './stage.ts'

/** Rows a second that `clients` connections get into the lead table by one prepared, committed INSERT each. */
export function insertLimit(rows: number, clients: number): Promise<number> {
  return withDatabase(async (db) => {
    const [orgId, sourceId] = [uuidv7(), uuidv7()]
    let left = rows
    const begun = performance.now()
    await Promise.all(
      Array.from({ length: clients }, async () => {
        const client = await db.ownerPool.connect()
        while (left-- > 0) await client.query({ name: 'one', text: insert, values: lead(orgId, sourceId) })
        client.release()
      }),
    )
    return rows / ((performance.now() - begun) / 1000)
  })
}

const insert = `insert into lead (org_id, lead_id, person_id, source_id, name, company, title, phone, email, region, need,
  door, holder_kind, holder_id, stage_at, score, grade, arrived_at, created_at, updated_at, due_at)
  values ($1, $2, $3, $4, '张明', $5, '采购总监', $6, $7, '110108', '想了解产品报价',
  'api', 'rep', $8, now(), 20, 'A', now(), now(), now(), now() + interval '30 days')`

let made = 0

function lead(orgId: string, sourceId: string): unknown[] {
  made += 1
  const phone = `+8613${String(made).padStart(9, '0')}`
  return [
    orgId,
    uuidv7(),
    uuidv7(),
    sourceId,
    `北京仁科互动网络技术有限公司${made}`,
    phone,
    `zm${made}@example.com`,
    uuidv7(),
  ]
}
