import type { Basis } from '../../../contract/valuing/value.ts'
import type { Fields } from '../../../rules/fields.ts'
import type { Tx } from '../../db/db.ts'
import { foretellerOf } from './decide/foretell.ts'
import { type HeldBasis, learnedOf } from './store/basis.ts'

type Ready = ReturnType<typeof foretellerOf>

/** Learned scorecards never change once they are done, and making one ready costs more than a capture. */
const ready = new Map<string, Ready>()
const MOST = 50

/** The basis that is held, with its learned scorecard made ready; null where no leads are valued. */
export async function readyBasis(tx: Tx, held: HeldBasis | null, fields: Fields): Promise<Basis | null> {
  if (!held) return null
  const { policy, figures, modelId } = held
  const model = policy.chance.model && modelId ? await readyModel(tx, modelId) : null
  return { policy, figures, model: model ? model(fields) : null }
}

async function readyModel(tx: Tx, modelId: string): Promise<Ready | null> {
  const key = `${tx.orgId} ${modelId}`
  const held = ready.get(key)
  if (held) return held
  const kept = await learnedOf(tx, modelId)
  if (!kept) return null
  if (ready.size >= MOST) ready.clear()
  const made = foretellerOf(modelId, kept)
  ready.set(key, made)
  return made
}
