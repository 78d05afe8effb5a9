import type { Tx } from '../../db/db.ts'
import type { Customer, CustomerValues } from '../../rooms/customer/decide/customer.ts'
import { isUntouched, takeBack } from '../../rooms/customer/decide/undo.ts'
import * as customers from '../../rooms/customer/store.ts'
import * as importing from '../../rooms/import/store.ts'
import { forgetKnown } from '../question/release.ts'

/** Rows taken back in one transaction. */
const BATCH = 500

/**
 * Takes back what the last rows of an import of customers brought: who was new and is untouched is removed, who was
 * brought up to date is as before, field by field unless changed since; the rest stays and says why. False at the end.
 */
export async function undoCustomers(tx: Tx, held: importing.Import): Promise<boolean> {
  const journal = await customers.lastOfImport(tx, held.importId, { upTo: held.rowsDone, most: BATCH })
  if (journal.length === 0) return false
  const ids = [...new Set(journal.flatMap(({ customerId }) => customerId ?? []))]
  const before = new Map((await customers.lockCustomers(tx, ids)).map((one) => [one.customerId, one]))
  const undoing = takeAll(journal, before)
  const now = new Date()
  const changed = [...before.values()].flatMap((one) => {
    const after = undoing.now.get(one.customerId)
    return !after || after === one || undoing.gone.has(one.customerId) ? [] : [{ before: one, after }]
  })
  await customers.changeCustomers(tx, changed, now)
  const gone = [...undoing.gone].flatMap((customerId) => before.get(customerId) ?? [])
  await forgetKnown(tx, [...undoing.gone], now)
  await customers.removeCustomers(tx, gone)
  const { kept, restored } = undoing
  await importing.keepRows(tx, held.importId, kept)
  const counts = { withdrawn: gone.length, unmerged: restored, kept: kept.length, taken: journal.length }
  await importing.moveOn(tx, held.importId, { to: (journal.at(-1)?.rowNo ?? 1) - 1, counts })
  return true
}

interface Undoing {
  readonly now: Map<string, CustomerValues>
  readonly gone: Set<string>
  readonly kept: { rowNo: number; kind: string }[]
  restored: number
}

function takeAll(journal: readonly customers.Journalled[], before: ReadonlyMap<string, Customer>): Undoing {
  const undoing: Undoing = { now: new Map(before), gone: new Set(), kept: [], restored: 0 }
  for (const { rowNo, customerId, status, changes } of journal) {
    if (customerId === null || status === 'unchanged') continue
    const held = undoing.now.get(customerId)
    if (!held) {
      undoing.kept.push({ rowNo, kind: 'erased' })
    } else if (status === 'created') {
      if (isUntouched(valuesOf(held), changes)) undoing.gone.add(customerId)
      else undoing.kept.push({ rowNo, kind: 'edited' })
    } else {
      const { values, left } = takeBack(held, changes)
      undoing.now.set(customerId, values)
      undoing.restored += 1
      if (left > 0) undoing.kept.push({ rowNo, kind: 'edited' })
    }
  }
  return undoing
}

/** The facts alone, without what the row has beside them. */
function valuesOf(held: CustomerValues): CustomerValues {
  const { externalId, name, company, creditCode, phones, emails, wechat, region, address, holderId } = held
  const { lifecycleStage, firstPurchaseOn, lastPurchaseOn, spend, currency, note, attrs } = held
  const contacts = {
    externalId,
    name,
    company,
    creditCode,
    phones,
    emails,
    wechat,
    region,
    address,
    holderId,
  }
  return { ...contacts, lifecycleStage, firstPurchaseOn, lastPurchaseOn, spend, currency, note, attrs }
}
