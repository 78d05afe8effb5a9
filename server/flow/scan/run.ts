import { inTransaction, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { Over, oversee } from '../../jobs/oversee.ts'
import { tell } from '../../jobs/tell.ts'
import { Thread } from '../../jobs/thread.ts'
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
import type { Answer, Asked, Summary } from '../../rooms/match/worker.ts'
import { linkSure } from './link.ts'

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
const file = new URL('../../rooms/match/worker.ts', import.meta.url)
/** Megabytes the thread may take: a million leads need less than half. */
const MEMORY = 4096

type Scanner = Thread<Asked, Answer>

/**
 * Looks through all leads: reads them in pages, has the thread compare them, stores what it found in pages. Begun again
 * after a crash it computes anew, and what is stored already is stored once.
 */
export async function runScan(house: Reach, job: Job): Promise<void> {
  const thread: Scanner = new Thread(file, MEMORY)
  const over = { signal: job.signal, isOver: () => isOver(house, job), end: () => thread.end() }
  await oversee(over, async () => {
    const leadIds = await readLeads(house, job, thread)
    await move(house, job, { state: 'running', progress: { step: 'block' } })
    const { summary } = await thread.ask({ ask: 'scan' }, 'scanned', (said) => {
      if (said.answer !== 'step') return
      move(house, job, { state: 'running', progress: { step: said.step } }).catch(() => undefined)
    })
    await storePairs(house, job, { thread, leadIds, summary })
  })
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

async function readLeads(house: Reach, job: Job, thread: Scanner): Promise<string[]> {
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
  readonly thread: Scanner
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
