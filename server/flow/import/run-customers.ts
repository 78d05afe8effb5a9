import { inTransaction, type Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import type { House } from '../../house.ts'
import { tell } from '../../jobs/tell.ts'
import type { Because } from '../../rooms/capture/decide.ts'
import { withoutGiven } from '../../rooms/clean/decide/reasons.ts'
import type { Customer, CustomerValues } from '../../rooms/customer/decide/customer.ts'
import { nobody } from '../../rooms/customer/decide/customer.ts'
import { sameCustomer } from '../../rooms/customer/decide/identity.ts'
import { bring, changesBetween } from '../../rooms/customer/decide/merge.ts'
import * as customers from '../../rooms/customer/store.ts'
import type * as importing from '../../rooms/import/store.ts'
import * as matching from '../../rooms/match/store.ts'
import { recogniseHeld } from '../customer-match.ts'
import { readCustomerContext } from '../customer-setup.ts'
import { locksOf } from '../customer.ts'
import { type ReadRow, readRow } from './customer-rows.ts'
import { Candidates, wantedOf } from './forecast-customers.ts'
import { countOutcomes } from './outcomes.ts'
import { inSlices } from './rows.ts'
import type { Run, Work } from './run.ts'

interface Bringing {
  readonly run: Run
  readonly held: importing.Import
}

/** Rows become customers, or bring those there are up to date; open leads of theirs are recognised. */
export async function customerWork(
  { db }: Pick<House, 'db'>,
  _: Tx,
  bringing: Bringing,
): Promise<Work<null>> {
  const { run } = bringing
  return {
    ahead: async () => null,
    together: (tx, staged) => bringRows(tx, staged, bringing),
    async alone(row, moveOn) {
      await inTransaction(db, run.orgId, async (tx) => {
        const [[status]] = Object.entries(await bringRows(tx, [row], bringing)) as [
          [customers.Journalled['status'], number],
        ]
        await moveOn(tx, status)
      }).catch(async (error: unknown) => {
        run.failed(error, 1)
        await inTransaction(db, run.orgId, async (tx) => {
          const rejected = {
            rowNo: row.rowNo,
            customerId: null,
            status: 'rejected' as const,
            reasons: [failed],
            changes: [],
          }
          await customers.journalRows(tx, run.importId, [rejected], new Date())
          await moveOn(tx, 'rejected')
        })
      })
    },
    finish: (tx) => tell(tx, { topic: 'customer' }, { topic: 'lead' }),
  }
}

const failed: Because = {
  code: 'import.row_failed',
  message: {
    zh: '写入时出错，未导入；请核对后重新导入这一行',
    en: 'Writing it failed; check it and import this row again',
  },
}

/** A customer as it stands while a batch is decided. */
interface Standing extends CustomerValues {
  readonly customerId: string
}

async function bringRows(
  tx: Tx,
  staged: readonly importing.StagedRow[],
  { run, held }: Bringing,
): Promise<importing.Counts> {
  const now = new Date()
  const context = await readCustomerContext(tx)
  const readable = staged.filter(({ fate }) => fate !== 'unreadable')
  const read = await inSlices(readable, (row) => readRow(row, held.mapping, context), run.signal)
  const usable = read.filter((each) => each.usable).map(({ values }) => values)
  await matching.lockKeys(tx, usable.flatMap(locksOf))
  const found = await customers.findCustomers(tx, wantedOf(usable))
  const before = await customers.lockCustomers(
    tx,
    found.map(({ customerId }) => customerId),
  )
  const batch = new Batch(before)
  const journal = staged.map((row) => {
    const at = readable.indexOf(row)
    return at < 0 ? unread(row) : batch.bring(read[at]!, row.rowNo)
  })
  const source = held.fileName
  await customers.addCustomers(
    tx,
    batch.born().map((one) => ({ ...one, source })),
    now,
  )
  await customers.changeCustomers(tx, batch.changed(), now)
  await customers.journalRows(tx, run.importId, journal.map(withoutGivens), now)
  const touched = [...batch.born(), ...batch.changed().map(({ before: { customerId } }) => ({ customerId }))]
  await recogniseHeld(
    tx,
    await customers.lockCustomers(
      tx,
      touched.map(({ customerId }) => customerId),
    ),
  )
  const outcomes = new Map(journal.map((row) => [row.rowNo, row]))
  return countOutcomes(staged, (rowNo) => outcomes.get(rowNo))
}

/** What could not be read stands in no journal: a row that became nobody is erased with nobody. */
function withoutGivens(row: customers.Journalled): customers.Journalled {
  return { ...row, reasons: row.reasons.map(withoutGiven) }
}

function unread({ rowNo, reasons }: importing.StagedRow): customers.Journalled {
  return { rowNo, customerId: null, status: 'rejected', reasons: reasons ?? [], changes: [] }
}

/** The customers of a batch as its rows bring them up to date, one after the other. */
class Batch {
  readonly #before: ReadonlyMap<string, Customer>
  readonly #now = new Map<string, Standing>()
  readonly #candidates: Candidates<Standing>

  constructor(before: readonly Customer[]) {
    this.#before = new Map(before.map((one) => [one.customerId, one]))
    for (const one of before) this.#now.set(one.customerId, one)
    this.#candidates = new Candidates<Standing>(before)
  }

  bring({ brought, values, usable, reasons }: ReadRow, rowNo: number): customers.Journalled {
    if (!usable) return { rowNo, customerId: null, status: 'rejected', reasons, changes: [] }
    const near = this.#candidates.of(values).map(({ customerId }) => this.#now.get(customerId)!)
    const held = sameCustomer(values, near)
    if (!held) return this.#make(values, { rowNo, reasons })
    const after = { ...bring(held, brought), customerId: held.customerId }
    const changes = changesBetween(held, after)
    if (changes.length > 0) this.#keep(after)
    const status = changes.length > 0 ? 'updated' : 'unchanged'
    return { rowNo, customerId: held.customerId, status, reasons, changes }
  }

  #make(
    values: CustomerValues,
    { rowNo, reasons }: Pick<customers.Journalled, 'rowNo' | 'reasons'>,
  ): customers.Journalled {
    const customerId = uuidv7()
    this.#keep({ ...values, customerId })
    return { rowNo, customerId, status: 'created', reasons, changes: changesBetween(nobody, values) }
  }

  #keep(standing: Standing): void {
    this.#now.set(standing.customerId, standing)
    this.#candidates.add(standing)
  }

  born(): Standing[] {
    return [...this.#now.values()].filter(({ customerId }) => !this.#before.has(customerId))
  }

  changed(): customers.Rewrite[] {
    return [...this.#before.values()].flatMap((before) => {
      const after = this.#now.get(before.customerId)!
      return after === before ? [] : [{ before, after }]
    })
  }
}
