import { inTransaction, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { tell } from '../../jobs/tell.ts'
import { readFields } from '../../lead/fields.ts'
import { comparedFields, comparedValues, withSpares } from '../../rooms/match/decide/likely/fields.ts'
import { dropStale, type FoundPair, keepFound } from '../../rooms/match/store/pairs.ts'
import {
  countToScan,
  leadsToScan,
  moveScan,
  type Progress,
  readScans,
  sparesToScan,
} from '../../rooms/match/store/scans.ts'
import type { Summary } from '../../rooms/match/worker.ts'
import { linkSure } from './link.ts'
import { Thread } from './thread.ts'

interface Job {
  readonly orgId: string
  readonly scanId: string
  /** Aborted when the server stops: the scan is begun again elsewhere. */
  readonly signal: AbortSignal
}

type Reach = Pick<House, 'db'>

/** Leads read, and pairs stored, at a time. */
const PAGE = 5000
const PAIRS = 2000
/** Milliseconds between two looks whether somebody has cancelled it. */
const LOOK = 1000

/** Somebody has cancelled the scan, or it is over. */
class Over extends Error {}

/**
 * Looks through all leads: reads them in pages, has the thread compare them, stores what it found in pages. Begun again
 * after a crash it computes anew, and what is stored already is stored once.
 */
export async function runScan(house: Reach, job: Job): Promise<void> {
  const thread = new Thread()
  const stop = () => void thread.end()
  job.signal.addEventListener('abort', stop, { once: true })
  const watch = watching(house, job, stop)
  try {
    const leadIds = await readLeads(house, job, thread)
    await move(house, job, { state: 'running', progress: { step: 'block' } })
    const { summary } = await thread.ask({ ask: 'scan' }, 'scanned', (step) => {
      move(house, job, { state: 'running', progress: { step } }).catch(() => undefined)
    })
    await storePairs(house, job, { thread, leadIds, summary })
  } catch (error) {
    if (!(error instanceof Over) && !(await isOver(house, job))) throw error
  } finally {
    clearInterval(watch)
    job.signal.removeEventListener('abort', stop)
    await thread.end()
  }
}

function watching(house: Reach, job: Job, stop: () => void): NodeJS.Timeout {
  const look = async () => {
    if (await isOver(house, job)) stop()
  }
  return setInterval(() => void look().catch(() => undefined), LOOK)
}

async function isOver({ db }: Reach, { orgId, scanId }: Job): Promise<boolean> {
  const [held] = await inTransaction(db, orgId, (tx) => readScans(tx, scanId))
  return held?.state !== 'checking' && held?.state !== 'running'
}

type Move = Omit<Parameters<typeof moveScan>[2], 'at'>

/** Moves the scan on and tells open pages. Throws `Over` where it has been cancelled. */
async function move(
  { db }: Reach,
  { orgId, scanId }: Job,
  to: Move,
  also?: (tx: Tx) => Promise<void>,
): Promise<void> {
  await inTransaction(db, orgId, async (tx) => {
    if (!(await moveScan(tx, scanId, { ...to, at: new Date() }))) throw new Over()
    await also?.(tx)
    await tell(tx, { topic: 'scan', ids: [scanId] })
  })
}

async function readLeads(house: Reach, job: Job, thread: Thread): Promise<string[]> {
  const begun = await inTransaction(house.db, job.orgId, async (tx) => {
    const [held] = await readScans(tx, job.scanId)
    const closed = held?.options.closed ?? false
    return {
      closed,
      fields: comparedFields(await readFields(tx)),
      leads: await countToScan(tx, closed),
      spares: await sparesToScan(tx),
    }
  })
  await thread.ask({ ask: 'fields', fields: begun.fields }, 'taken')
  const leadIds: string[] = []
  for (;;) {
    const after = leadIds.at(-1) ?? null
    const page = await inTransaction(house.db, job.orgId, (tx) =>
      leadsToScan(tx, { after, limit: PAGE, closed: begun.closed }),
    )
    const records = page.map((lead) => {
      const spares = begun.spares.get(lead.leadId)
      return comparedValues({ ...(spares ? withSpares(lead, spares) : lead) }, begun.fields)
    })
    await thread.ask({ ask: 'records', records }, 'taken')
    for (const { leadId } of page) leadIds.push(leadId)
    const progress: Progress = { step: 'read', leads: begun.leads, leadsRead: leadIds.length, pairsStored: 0 }
    await move(house, job, { state: 'checking', progress })
    if (page.length < PAGE) return leadIds
  }
}

interface Storing {
  readonly thread: Thread
  readonly leadIds: readonly string[]
  readonly summary: Summary
}

async function storePairs(house: Reach, job: Job, { thread, leadIds, summary }: Storing): Promise<void> {
  const clusterOf = new Map(
    summary.clusters.flatMap((cluster, i) => cluster.map((record) => [record, i] as const)),
  )
  const foundOf = ({
    a,
    b,
    ...pair
  }: { a: number; b: number } & Omit<FoundPair, 'a' | 'b' | 'cluster'>): FoundPair => {
    const cluster = clusterOf.get(a)
    const together = cluster !== undefined && cluster === clusterOf.get(b)
    return { ...pair, a: leadIds[a]!, b: leadIds[b]!, cluster: together ? cluster : null }
  }
  let stored = 0
  for (;;) {
    const { pairs } = await thread.ask({ ask: 'pairs', limit: PAIRS }, 'pairs')
    if (pairs.length === 0) break
    stored += pairs.length
    const found = pairs.map(foundOf)
    await move(house, job, { state: 'running', progress: { step: 'store', pairsStored: stored } }, (tx) =>
      keepFound(tx, { scanId: job.scanId, found, at: new Date() }),
    )
  }
  const { compared, pairs, certain, clusters, skippedKeys, model } = summary
  const counts = { compared, pairs, certain, clusters: clusters.length, skippedKeys }
  await move(house, job, { state: 'done', progress: { step: null }, counts, model }, async (tx) => {
    await dropStale(tx, job.scanId)
    await linkSure(tx, job.scanId, new Date())
  })
}
