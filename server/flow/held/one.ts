import type { BodyOf } from '../../../contract/endpoint.ts'
import type { fixOne } from '../../../contract/quarantine.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import type { UserCaller } from '../../people/caller.ts'
import type { Because } from '../../rooms/capture/decide.ts'
import * as cleaning from '../../rooms/clean/store.ts'
import { readSetup } from '../setup.ts'
import { mend, takenBy } from './mend.ts'

interface Fixed {
  /** Names it, to take it back. */
  readonly fixId: string
  readonly version: number
  readonly released: boolean
  /** What keeps it in quarantine all the same. */
  readonly reasons: readonly Because[]
}

/**
 * Takes a suggestion for one lead, kept as a fix of one so that it can be taken back like one of many. Refuses
 * `quarantine.suggestion_gone` and `version.stale`.
 */
export async function fixLead(tx: Tx, caller: UserCaller, asked: BodyOf<typeof fixOne>): Promise<Fixed> {
  const { leadId, version, pattern, value } = asked
  const setup = await readSetup(tx, new Date())
  const [taken] = await takenBy(tx, { pattern, leadIds: [leadId], value }, setup)
  if (!taken) throw refuse('quarantine.suggestion_gone')
  if (taken.lead.version !== version) throw refuse('version.stale')
  const { now } = setup.moment
  const fixId = uuidv7(now.getTime())
  const actor = { kind: 'user' as const, id: caller.userId }
  const { released, kept, versions } = await mend(tx, [taken], { setup, actor, fixId })
  const mended = versions.get(leadId)
  if (mended === undefined) throw refuse('version.stale')
  await cleaning.beginFix(tx, {
    fixId,
    pattern,
    sourceId: null,
    total: 1,
    byUser: caller.userId,
    createdAt: now,
  })
  await cleaning.noteFixed(tx, fixId, versions)
  const [freed, stays] = [released.size, kept.size]
  await cleaning.moveFix(tx, {
    fixId,
    state: 'done',
    after: leadId,
    finishedAt: now,
    fixed: 1,
    released: freed,
    kept: stays,
    failed: 0,
    undone: 0,
  })
  return { fixId, version: mended, released: freed > 0, reasons: kept.get(leadId) ?? [] }
}
