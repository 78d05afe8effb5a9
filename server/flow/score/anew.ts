import type { Tally } from '../../../contract/scoring/tally.ts'
import { type Db, inTransaction, type Tx } from '../../db/db.ts'
import { tell } from '../../jobs/tell.ts'
import { lockLeads } from '../../lead/store.ts'
import { readTallies } from '../../rooms/behaviour/store/tallies.ts'
import * as store from '../../rooms/score/store.ts'
import { answer } from '../../rooms/score/store/feedback.ts'
import { standAnew } from '../profile/stand.ts'
import { readSetup, type Setup } from '../setup.ts'

/** Leads whose scores are swept in one transaction. */
const SWEPT = 2000
/** Leads scored anew in one transaction: what else the server does waits while they are. */
const PAGE = 1000

/**
 * Scores leads that faded, or whose silence grew, while nothing happened to them. Returns how many were due; fewer than
 * a full page: none is left.
 */
export async function sweep(tx: Tx, now: Date, most = SWEPT): Promise<number> {
  const due = await store.lockDue(tx, now, most)
  if (due.length === 0) return 0
  const setup = await readSetup(tx, now)
  const scored = await scoreAll(tx, due, setup)
  const written = await store.write(tx, store.ready(scored), versionOf(setup))
  await standAnew(
    tx,
    due.map((lead, i) => ({ ...lead, score: scored[i]!.score, grade: scored[i]!.grade })),
    setup,
  )
  const changed = due.filter(
    ({ leadId, score, grade }, i) =>
      written.has(leadId) && (score !== scored[i]!.score || grade !== scored[i]!.grade),
  )
  if (changed.length > 0) await tell(tx, { topic: 'lead', ids: changed.map(({ leadId }) => leadId) })
  return due.length
}

interface Rescoring {
  readonly db: Db
  readonly orgId: string
  readonly signal: AbortSignal
  readonly most?: number
}

/**
 * Scores every lead by the scorecards in force and judges it by the ideal customer profile, page by page: one is read and scored while the one before is written. Killed
 * at any moment it goes on from there, and one published meanwhile begins it anew.
 */
export async function rescoreAll({ db, orgId, signal, most = PAGE }: Rescoring): Promise<void> {
  const within = <T>(run: (tx: Tx) => Promise<T>) => inTransaction(db, orgId, run)
  for (;;) {
    signal.throwIfAborted()
    const run = await within((tx) => standing(tx, new Date()))
    if (run.endedAt) return
    let page: Page | undefined = await within((tx) => scoreNext(tx, run.after, most))
    while (page) {
      signal.throwIfAborted()
      const held: Page = page
      const [kept, next] = await Promise.all([
        within((tx) => keepPage(tx, held, new Date())),
        held.end ? undefined : within((tx) => scoreNext(tx, held.last, most)),
      ])
      page = kept ? next : undefined
    }
  }
}

/** How far it is, by the scorecards and the profile in force: begun anew where others were in force then. */
async function standing(tx: Tx, now: Date): Promise<store.Run> {
  const held = await store.lockRun(tx)
  // Read once the run is locked: what was published before is seen
  const asked = askedOf(await readSetup(tx, now))
  if (held && held.version >= asked.version && held.profileVersion >= asked.profileVersion) return held
  await answer(tx, asked.version)
  return (await store.beginRun(tx, asked, now)) ?? standing(tx, now)
}

/** Leads scored and not yet written. */
export interface Page {
  readonly after: string | null
  readonly last: string | null
  /** Whether no lead comes after them. */
  readonly end: boolean
  readonly version: number | null
  readonly profileVersion: number
  readonly scores: store.Ready
}

/** Reads the leads after one and scores them; nothing is locked. */
export async function scoreNext(tx: Tx, after: string | null, most: number): Promise<Page> {
  const setup = await readSetup(tx, new Date())
  const leads = await store.readPage(tx, after, most)
  const scored = (await scoreAll(tx, leads, setup)).map((each, i) => ({ ...each, held: leads[i]!.held }))
  return {
    after,
    last: leads.at(-1)?.leadId ?? after,
    end: leads.length < most,
    version: versionOf(setup),
    profileVersion: askedOf(setup).profileVersion,
    scores: store.ready(scored),
  }
}

/**
 * Writes a page of scores, and how far that is, in one transaction. False, and nothing is written, where it is not the next
 * page any more: somebody published, or another server wrote it.
 */
export async function keepPage(tx: Tx, { scores, version, ...page }: Page, now: Date): Promise<boolean> {
  const run = await standing(tx, now)
  const isFor = run.version === (version ?? 0) && run.profileVersion === page.profileVersion
  if (!isFor || run.after !== page.after || run.endedAt) return false
  const written = await store.write(tx, scores, version)
  const missed = scores.leadIds.filter((leadId) => !written.has(leadId))
  if (missed.length > 0) await scoreLocked(tx, missed, now)
  if (page.profileVersion > 0)
    await standAnew(tx, await lockLeads(tx, scores.leadIds), await readSetup(tx, now))
  await store.moveRun(tx, page.last, scores.leadIds.length)
  if (page.end) {
    await store.endRun(tx, now)
    await tell(tx, { topic: 'lead' })
  }
  return true
}

/** Somebody wrote them meanwhile: scored as they are now, by whoever is alone with them. */
async function scoreLocked(tx: Tx, missed: readonly string[], now: Date): Promise<void> {
  const leads = await lockLeads(tx, missed)
  const setup = await readSetup(tx, now)
  await store.write(tx, store.ready(await scoreAll(tx, leads, setup)), versionOf(setup))
}

const askedOf = (setup: Setup): store.For => ({
  version: versionOf(setup) ?? 0,
  profileVersion: setup.policy('profile')?.version ?? 0,
})

const versionOf = (setup: Setup) => setup.policy('score')?.version ?? null

/** Scores in the order of the leads. */
async function scoreAll(
  tx: Tx,
  leads: readonly { readonly leadId: string }[],
  setup: Setup,
): Promise<store.Scored[]> {
  const did = await readTallies<Tally>(
    tx,
    leads.map(({ leadId }) => leadId),
  )
  return leads.map((lead) => {
    const { card: _, ...score } = setup.score({ ...lead }, did.get(lead.leadId)?.tally)
    return { leadId: lead.leadId, ...score }
  })
}
