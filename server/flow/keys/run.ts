import type { Logger } from 'pino'
import { type Db, inTransaction, type Tx } from '../../db/db.ts'
import {
  isBehind,
  type Keying,
  lockKeying,
  moveKeying,
  rekeyLeads,
  restartKeying,
} from '../../lead/keying.ts'
import { rekeyCustomers } from '../../rooms/customer/store/keys.ts'
import { paced } from '../import/rows.ts'

/** Leads, or customers, of one transaction: whoever wants to change one of them waits that long, a capture does not. */
const PAGE = 250
/** Milliseconds between two lines of the log. */
const PROGRESS = 10_000

export interface Deriving {
  readonly orgId: string
  readonly signal: AbortSignal
  readonly log: Pick<Logger, 'info'>
  /** Leads or customers of one transaction. */
  readonly page?: number
}

/**
 * Makes the keys of an organisation's leads and customers anew where older code has made them, page by page. How far it is
 * stands in each page's transaction: killed, it goes on there.
 */
export async function deriveKeys(db: Db, { orgId, signal, log, page = PAGE }: Deriving): Promise<void> {
  const due = paced(PROGRESS)
  let last: Keying | undefined
  while (!signal.aborted) {
    const now = await inTransaction(db, orgId, (tx) => derivePage(tx, page))
    if (!now) break
    if (due() || !last || now.finishedAt)
      log.info({ org: orgId, version: now.version, done: now.done, total: now.total }, told(now))
    last = now
  }
}

const told = ({ finishedAt }: Keying) =>
  finishedAt
    ? 'the keys of leads and customers are of this version'
    : 'making keys of leads and customers anew'

/** One page more; undefined where nothing is left to do. */
async function derivePage(tx: Tx, most: number): Promise<Keying | undefined> {
  const held = await lockKeying(tx)
  if (!isBehind(held)) return undefined
  const at = held && !isOlder(held) ? held : await restartKeying(tx, new Date())
  const rekey = at.stage === 'leads' ? rekeyLeads : rekeyCustomers
  const { last, count } = await rekey(tx, { after: at.afterId, most })
  const moved = { ...at, afterId: last ?? at.afterId, done: at.done + count }
  const next = count === most ? moved : ended(moved)
  await moveKeying(tx, next)
  return next
}

const isOlder = (held: Keying) => isBehind({ version: held.version, finishedAt: new Date() })

/** Customers come behind the leads. */
function ended(keying: Keying): Keying {
  return keying.stage === 'leads'
    ? { ...keying, stage: 'customers', afterId: null }
    : { ...keying, finishedAt: new Date() }
}
