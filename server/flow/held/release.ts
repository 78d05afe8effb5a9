import type { Tx } from '../../db/db.ts'
import { tell } from '../../jobs/tell.ts'
import { pagePaused } from '../../lead/quarantine.ts'
import { system } from '../../lead/trail.ts'
import { deal, judgeHeld } from '../quarantine.ts'
import { lockToDeal } from '../roster.ts'
import { readSetup } from '../setup.ts'
import { noteHeld } from './keep.ts'

const PAGE = 500

/**
 * Judges a page of what a source kept back while it was paused by its gate, in the order of arrival, and gives what
 * passes to a holder. Returns where to go on, null at the end, or when the source is paused again.
 */
export async function releasePage(
  tx: Tx,
  { sourceId, after }: { sourceId: string; after: string | null },
): Promise<string | null> {
  const setup = await readSetup(tx, new Date())
  if (setup.paused.has(sourceId)) return null
  const ids = await pagePaused(tx, sourceId, { after, most: PAGE })
  if (ids.length === 0) return null
  const { roster, leads } = await lockToDeal(tx, ids, { setup })
  const held = leads.filter(({ holderKind }) => holderKind === 'quarantine')
  const judged = await judgeHeld(tx, held, { setup })
  const moved = await deal(
    tx,
    judged.flatMap(({ lead, reasons }) =>
      reasons.length === 0 ? [{ lead, data: { resumed: sourceId } }] : [],
    ),
    { setup, roster, actor: system, quiet: ids.length > 1 },
  )
  await noteHeld(
    tx,
    judged.filter(({ lead }) => !moved.has(lead.leadId)),
    setup,
  )
  await tell(tx, { topic: 'lead' })
  return ids.length < PAGE ? null : (ids.at(-1) ?? null)
}
