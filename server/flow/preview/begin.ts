import { refuse } from '../../../contract/refusals.ts'
import type { ScorePolicy } from '../../../contract/scorecard.ts'
import type { Tx } from '../../db/db.ts'
import { readFields } from '../../lead/fields.ts'
import { bodyHash } from '../../policy/canonical.ts'
import { currentPolicy, policyVersion } from '../../policy/store.ts'
import { addPreview, movePreview, runningPreview } from '../../rooms/score/store/previews.ts'
import { type RunKind, startRun } from '../runs/runs.ts'

export const preview: RunKind = {
  name: 'preview',
  async running(tx) {
    const found = await runningPreview(tx)
    return found && { ...found, id: found.previewId }
  },
  end: (tx, id, to) => movePreview(tx, id, { ...to, progress: { step: null } }),
  busy: (who) => refuse('score.previewing', { who }),
}

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
  const added = { draft, hash: bodyHash(draft), version, against, options: { days, field }, by, at: now }
  return startRun(tx, preview, { by, now, add: (previewId) => addPreview(tx, { ...added, previewId }) })
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
