import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { begunOrg, importDesk } from '../../../test/imports.ts'
import { inTransaction, rows } from '../../db/db.ts'
import { publish } from '../../policy/store.ts'
import * as consenting from '../../rooms/consent/store.ts'

const { db, org } = await testDb()
const desk = await importDesk(db)

const file = (...said: string[]) =>
  ['姓名,公司,职位,手机,营销', ...said.map((each, n) => `张明,仁科,总监,${13_810_000_000 + n},${each}`)].join(
    '\n',
  )

async function begin() {
  const begun = await begunOrg(db, org)
  desk.sit(begun.orgId)
  const within = <T>(run: Parameters<typeof inTransaction<T>>[2]) => inTransaction(db, begun.orgId, run)
  /** By phone: whether they may be sent marketing by text message. */
  const states = () =>
    within(async (tx) => {
      const leads = await rows(
        tx,
        sql<{ leadId: string; phone: string }>`select lead_id, phone from lead order by phone`,
      )
      const ids = leads.map(({ leadId }) => leadId)
      const asked = { purpose: 'marketing', channel: 'sms' as const, now: new Date() }
      return (await consenting.mayContact(tx, ids, asked)).map(({ may, reason }) =>
        may ? 'yes' : reason.code.replace('consent.', ''),
      )
    })
  return { ...begun, within, states }
}

/** Uploads the file with its last column mapped to consent, and previews it. */
async function mapped(text: string, more: object = {}) {
  const { importId, mapping } = await desk.upload(text)
  const wanted = mapping.map((column) =>
    column.column === '营销' ? { ...column, field: 'consent.marketing', create: false } : column,
  )
  const job = await desk.check(importId, { mapping: wanted, ...more })
  return { importId, job }
}

test('a column says of each row yes, no or since when; an undone import has granted nothing', async () => {
  const { states } = await begin()
  const { importId } = await mapped(file('是', '否', '2026-03-01', '随便', ''))
  await desk.run(importId)
  expect(await states()).toEqual(['yes', 'withdrawn', 'yes', 'none', 'none'])
  // Merged into held ones by another file, which is then taken back.
  const again = await mapped(file('否', '是', '是', '是', '是'))
  await desk.run(again.importId)
  expect(await states()).toEqual(['withdrawn', 'withdrawn', 'yes', 'yes', 'yes'])
  await desk.undo(again.importId)
  expect(await states()).toEqual(['withdrawn', 'withdrawn', 'yes', 'none', 'none'])
})

test('one statement is claimed of every row that does not answer itself, with its proof', async () => {
  const { states, within } = await begin()
  const consent = { purpose: 'marketing', channel: 'sms', proof: '采购合同 2026-7' }
  const { importId, job } = await mapped(file('', '否', ''), { consent })
  expect(job.consent).toEqual({ ...consent, at: null })
  await desk.run(importId)
  expect(await states()).toEqual(['yes', 'withdrawn', 'yes'])
  const held = await within((tx) =>
    rows(tx, sql<{ firm: boolean; importId: string }>`select firm, import_id from consent where granted`),
  )
  expect(held).toEqual([
    { firm: false, importId },
    { firm: false, importId },
  ])
})

test('a row that compliance will keep is foretold so', async () => {
  const { within } = await begin()
  const needs = { kind: 'consent' as const, purpose: 'marketing', channel: 'any' as const }
  const body = { rules: [{ id: 'm', name: '', needs, active: true }] }
  await within((tx) =>
    publish(tx, { kind: 'compliance', scope: '', over: 1, body, note: null, by: null, at: new Date() }),
  )
  const { importId, job } = await mapped(file('是', '否', ''))
  expect(job.forecast).toEqual({ new: 1, invalid: 2 })
  expect((await desk.run(importId)).counts).toMatchObject({ created: 1, quarantined: 2 })
})
