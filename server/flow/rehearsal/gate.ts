import { refuse } from '../../../contract/refusals.ts'
import type { Tx } from '../../db/db.ts'
import { bodyHash } from '../../policy/canonical.ts'
import type { Wish } from '../../policy/gate.ts'
import { wasPublished } from '../../policy/store.ts'
import { readAssignGate, rehearsedAt } from '../../rooms/assign/store/rehearsals.ts'

const DAY = 86_400_000 // ms

/**
 * Asked before assignment rules are published, where the organisation wants them rehearsed first: exactly this draft, within
 * the days that count. Going back to rules that were published before asks for nothing. Refuses `assign.not_rehearsed`;
 * published anyway with a reason, the version's note keeps it.
 */
export async function rehearsalGate(tx: Tx, { body, anyway, lang, now }: Wish): Promise<string | null> {
  const { required, days } = await readAssignGate(tx)
  if (!required || (await wasPublished(tx, 'assign', body))) return null
  const at = await rehearsedAt(tx, bodyHash(body))
  if (at && +now - +at <= days * DAY) return null
  if (anyway === null) throw refuse('assign.not_rehearsed', { days })
  return lang === 'zh' ? `未排演即发布：${anyway}` : `Published without a rehearsal: ${anyway}`
}
