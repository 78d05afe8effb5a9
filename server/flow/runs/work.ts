import { sql } from 'kysely'
import { inTransaction, rows, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { Over, oversee } from '../../jobs/oversee.ts'
import { tell } from '../../jobs/tell.ts'
import { type Scope, scopeWhere } from '../../people/scope.ts'
import type { Job, RunKind } from './runs.ts'

interface At {
  readonly db: House['db']
  readonly kind: RunKind
  readonly job: Job
}

/** Does the work of a run in a thread: ended at once when the server stops or somebody cancels it, and in any case in the end. */
export function overseen(
  { db, kind, job }: At,
  thread: { end: () => Promise<void> },
  work: () => Promise<void>,
): Promise<void> {
  const isOver = async () => (await inTransaction(db, job.orgId, kind.running))?.id !== job.id
  return oversee({ signal: job.signal, isOver, end: () => thread.end() }, work)
}

/** Moves a run on and tells open pages. Throws `Over` where it has been cancelled. */
export async function moveOn(
  { db, kind, job }: At,
  move: (tx: Tx, id: string) => Promise<boolean>,
): Promise<void> {
  await inTransaction(db, job.orgId, async (tx) => {
    if (!(await move(tx, job.id))) throw new Over()
    await tell(tx, { topic: kind.name, ids: [job.id] })
  })
}

/** Pages between two words on how far it is. */
const OFTEN = 4

interface Reading<Page, Place> {
  readonly read: (after: Place | null) => Promise<Page>
  /** Has the thread take a page. */
  readonly give: (page: Page) => Promise<unknown>
  readonly count: (page: Page) => number
  /** Told how many were read, now and then and in the end. */
  readonly told: (read: number) => Promise<void>
  /** No more than so many. */
  readonly most?: number
}

/** Reads page after page; one is worked on while the next is read. Returns how many there were, and where more would begin. */
export async function inPages<Page extends { readonly last: Place | undefined }, Place>({
  read,
  give,
  count,
  told,
  most = Infinity,
}: Reading<Page, Place>): Promise<{ read: number; more: Place | undefined }> {
  let working: Promise<unknown> = Promise.resolve()
  let done = 0
  let after: Place | null = null
  for (let page = 0; ; page++) {
    const found: Page = await read(after)
    await working
    working = give(found)
    // Told by whoever waits for it; should reading fail first, that is what is told
    working.catch(() => undefined)
    done += count(found)
    if (page % OFTEN === 0 || found.last === undefined) await told(done)
    if (found.last === undefined || done >= most) {
      await working
      return { read: done, more: found.last }
    }
    after = found.last
  }
}

/** Of leads that a result names those that its reader sees, with their companies. */
export async function leadsSeen(
  tx: Tx,
  scope: Scope,
  leadIds: readonly string[],
): Promise<{ ids: ReadonlySet<string>; companies: Readonly<Record<string, string>> }> {
  const found = await rows(
    tx,
    sql<{
      leadId: string
      company: string | null
    }>`select lead_id, company from lead where org_id = ${tx.orgId}
      and lead_id = any(${[...leadIds]}::uuid[]) and ${scopeWhere(scope)}`,
  )
  return {
    ids: new Set(found.map(({ leadId }) => leadId)),
    companies: Object.fromEntries(
      found.flatMap(({ leadId, company }) => (company ? [[leadId, company]] : [])),
    ),
  }
}
