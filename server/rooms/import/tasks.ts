import { rm } from 'node:fs/promises'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import type { Tick } from '../../jobs/tick.ts'
import { fileOf } from './service.ts'
import * as store from './store.ts'

/** Days the rows of an import are kept after its end, for its report; an upload nobody ran is dropped after them. */
export const DAYS_KEPT = 30

export const ticks: readonly Tick[] = [{ name: 'import.forget', everySeconds: 3600, run: forget }]

/** Forgets the rows and files of imports that ended long ago, and drops those that were never run. */
export async function forget(house: House, orgId: string, now: Date): Promise<void> {
  const before = new Date(now.getTime() - DAYS_KEPT * 86_400_000)
  const stale = await inTransaction(house.db, orgId, (tx) => store.staleImports(tx, before))
  for (const { importId, state, understood } of stale) {
    await inTransaction(house.db, orgId, async (tx) => {
      if (state !== 'done' && state !== 'undone') return store.removeImport(tx, importId)
      await store.clearRows(tx, importId)
      await store.changeImport(tx, importId, { understood: { ...understood, forgotten: true } })
    })
    await rm(fileOf(house, importId), { force: true })
  }
}
