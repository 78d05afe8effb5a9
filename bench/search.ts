import { inTransaction } from '../server/db/db.ts'
import { companyCore } from '../server/lead/company.ts'
import { nameReadings } from '../server/lead/han.ts'
import { matchKeys } from '../server/lead/keys.ts'
import { search } from '../server/views/search.ts'
import { caller, samples } from './list.ts'
import { type Bench, percentile, type Result } from './report.ts'
import { seed } from './seed.ts'
import { withDatabase } from './stage.ts'

/** What a manager types, and an admin, against one probe of the index of keys. */
export const bench: Bench = {
  summary: 'search by phone, last digits, name, company, pinyin',
  size: 1_000_000,
  run: (size, note) =>
    withDatabase(async (db) => {
      const seeded = await seed(db, { size })
      note('seeded')
      const people = await samples(db, seeded, 200)
      const asked = {
        phone: people.map(({ phone }) => phone.replace('+86', '')),
        'last four': people.map(({ phone }) => phone.slice(-4)),
        name: people.map(({ name }) => name),
        company: people.map(({ company }) => companyCore(company).slice(0, 4)),
        pinyin: people.map(({ name }) => nameReadings(name).join('')),
      }
      const results: Result[] = []
      const limit = await probe(
        db,
        seeded.orgId,
        people.flatMap((person) => matchKeys(person)),
      )
      for (const [what, texts] of Object.entries(asked)) {
        for (const reader of [
          caller(seeded, seeded.adminId, 'admin'),
          caller(seeded, seeded.managers[0] as string, 'manager'),
        ]) {
          const took: number[] = []
          for (const q of texts.filter((text) => text.length > 1)) {
            const from = performance.now()
            await inTransaction(db, seeded.orgId, (tx) =>
              search(tx, reader, { q, limit: 10, now: new Date() }),
            )
            took.push(performance.now() - from)
          }
          const value = percentile(took.slice(5), 95)
          results.push({
            name: `search ${what} (${reader.roles[0]}) p95`,
            value,
            unit: 'ms',
            limit,
            ratio: value / limit,
            goal: '≤ 100 ms',
            ok: value <= 100,
          })
        }
      }
      return results
    }),
}

async function probe(
  db: Parameters<typeof samples>[0],
  orgId: string,
  keys: readonly string[],
): Promise<number> {
  const took: number[] = []
  for (const key of keys) {
    const from = performance.now()
    await db.ownerPool.query({
      name: 'probe',
      text: 'select lead_id from lead_key where org_id = $1 and key = $2 limit 10',
      values: [orgId, key],
    })
    took.push(performance.now() - from)
  }
  return percentile(took.slice(5), 95)
}
