import type { Tx } from '../../db/db.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { tell } from '../../jobs/tell.ts'

/** Enqueues the scan's job, one at a time for each organisation. */
export async function begin(tx: Tx, scanId: string): Promise<void> {
  await enqueue(tx, 'scan.run', { scanId }, { key: `scan ${scanId}`, queue: 'scan' })
  await tell(tx, { topic: 'scan', ids: [scanId] })
}
