import { refuse } from '../../../contract/refusals.ts'
import type { Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { tell } from '../../jobs/tell.ts'
import { type Alike, countOf, pageAlike } from '../../lead/quarantine.ts'
import type { UserCaller } from '../../people/caller.ts'
import * as cleaning from '../../rooms/clean/store.ts'
import { readSetup } from '../setup.ts'
import { type Outlook, foresee, mend, takenBy } from './mend.ts'

/** Leads that are fixed in one transaction, and at once where there are no more. */
export const PAGE = 200
const SAMPLES = 5

/** What fixing all that are alike would do: how many, and the first of them. */
export async function preview(tx: Tx, alike: Alike): Promise<{ count: number; samples: Outlook[] }> {
  const setup = await readSetup(tx, new Date())
  const count = await countOf(tx, alike)
  const leadIds = await pageAlike(tx, alike, { after: null, most: SAMPLES })
  const taken = await takenBy(tx, { pattern: alike.pattern, leadIds }, setup)
  return { count, samples: await foresee(tx, taken, setup) }
}

/**
 * Begins to fix all leads that are alike: a page's worth at once, more by a job. Refuses `quarantine.nothing_alike`.
 */
export async function begin(tx: Tx, caller: UserCaller, alike: Alike): Promise<cleaning.FixRow> {
  const total = await countOf(tx, alike)
  if (total === 0) throw refuse('quarantine.nothing_alike')
  const fixId = uuidv7()
  await cleaning.beginFix(tx, { ...alike, fixId, total, byUser: caller.userId, createdAt: new Date() })
  if (total > PAGE) await goOn(tx, fixId)
  else while (await fixPage(tx, fixId));
  return (await cleaning.readFix(tx, fixId)) as cleaning.FixRow
}

/** Has a fix, or its undoing, gone on with. */
export async function goOn(tx: Tx, fixId: string): Promise<void> {
  await enqueue(tx, 'quarantine.fix', { fixId }, { key: `quarantine.fix ${fixId}` })
}

/**
 * Fixes the next page of the leads that are alike. Returns whether there may be more. How far it is stands in the
 * page's own transaction, so that it goes on there after a crash. `most` 1 tries them one by one.
 */
export async function fixPage(tx: Tx, fixId: string, most = PAGE): Promise<boolean> {
  const fix = await cleaning.lockFix(tx, fixId)
  if (fix?.state !== 'running') return false
  const now = new Date()
  const leadIds = await pageAlike(tx, fix, { after: fix.after, most })
  if (leadIds.length === 0) {
    await cleaning.moveFix(tx, { ...fix, state: 'done', finishedAt: now })
    await told(tx)
    return false
  }
  const setup = await readSetup(tx, now)
  const taken = await takenBy(tx, { pattern: fix.pattern, leadIds }, setup)
  const actor = { kind: 'user' as const, id: fix.byUser }
  const { released, kept, versions } = await mend(tx, taken, { setup, actor, fixId, quiet: true })
  await cleaning.noteFixed(tx, fixId, versions)
  await cleaning.moveFix(tx, {
    ...fix,
    after: leadIds.at(-1) ?? fix.after,
    fixed: fix.fixed + versions.size,
    released: fix.released + released.size,
    kept: fix.kept + kept.size,
    failed: fix.failed + leadIds.length - versions.size,
  })
  await told(tx)
  return true
}

/** Leaves the next lead of a fix alone: fixing it failed. */
export async function skipOne(tx: Tx, fixId: string): Promise<void> {
  const fix = await cleaning.lockFix(tx, fixId)
  if (fix?.state !== 'running') return
  const [next] = await pageAlike(tx, fix, { after: fix.after, most: 1 })
  if (next) await cleaning.moveFix(tx, { ...fix, after: next, failed: fix.failed + 1 })
}

/** Open pages hear of a fix, and of its leads, once a page. */
export const told = (tx: Tx): Promise<void> => tell(tx, { topic: 'lead' })
