import { refuse } from '../../../contract/refusals.ts'
import type { ScorePolicy } from '../../../contract/scorecard.ts'
import type { Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { tell } from '../../jobs/tell.ts'
import { readFields } from '../../lead/fields.ts'
import { bodyHash } from '../../policy/canonical.ts'
import { currentPolicy, policyVersion } from '../../policy/store.ts'
import { addPreview, movePreview, runningPreview } from '../../rooms/score/store/previews.ts'

interface Wish {
  readonly draft: ScorePolicy | undefined
  readonly version: number | undefined
  readonly against: number | undefined
  readonly days: number
  readonly field: string | undefined
  readonly by: string
  readonly now: Date
}

/**
 * Begins a preview; returns its id. One that its caller has running is cancelled. Refuses `score.previewing` where somebody
 * else has, `score.no_version` and `score.no_segment`.
 */
export async function startPreview(tx: Tx, wish: Wish): Promise<string> {
  const { version = null, by, now, days, field = null } = wish
  const draft = wish.draft ?? (await versionOf(tx, version ?? 0))
  const against = wish.against ?? (await currentPolicy(tx, 'score'))?.version ?? 0
  if (wish.against !== undefined) await versionOf(tx, wish.against)
  if (field !== null) await refuseUnfit(tx, field)
  const running = await runningPreview(tx)
  if (running?.createdBy === by) await stopPreview(tx, running.previewId, now)
  else if (running) throw refuse('score.previewing', { who: running.creator ?? '' })
  const previewId = uuidv7()
  const hash = bodyHash(draft)
  const added = { previewId, draft, hash, version, against, options: { days, field }, by, at: now }
  // Another has begun one this very moment
  if (!(await addPreview(tx, added)))
    throw refuse('score.previewing', { who: (await runningPreview(tx))?.creator ?? '' })
  await begin(tx, previewId)
  return previewId
}

/** Stops one; false where it is over already. */
export async function stopPreview(tx: Tx, previewId: string, at: Date): Promise<boolean> {
  const stopped = await movePreview(tx, previewId, { state: 'cancelled', progress: { step: null }, at })
  if (stopped) await tell(tx, { topic: 'preview', ids: [previewId] })
  return stopped
}

/** Enqueues the job, one at a time for each organisation. */
export async function begin(tx: Tx, previewId: string): Promise<void> {
  await enqueue(tx, 'preview.run', { previewId }, { key: `preview ${previewId}`, queue: 'preview' })
  await tell(tx, { topic: 'preview', ids: [previewId] })
}

async function versionOf(tx: Tx, version: number): Promise<ScorePolicy> {
  const held = await policyVersion(tx, 'score', version)
  if (!held) throw refuse('score.no_version', { version })
  return held.body
}

/** Leads are told apart by a choice in use of which no answer is personal: a result is read by whoever may read the rules. */
async function refuseUnfit(tx: Tx, field: string): Promise<void> {
  const held = (await readFields(tx)).find(({ key }) => `custom.${key}` === field)
  if (!held || held.archived || held.personal || held.type !== 'choice')
    throw refuse('score.no_segment', { field })
}
