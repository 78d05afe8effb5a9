import type { PublishGates } from '../policy/gate.ts'
import { rehearsalGate } from './rehearsal/gate.ts'
import { soundGate } from './sound.ts'

/** Before assignment rules are published: none that could never give a lead, and rehearsed (before they are planned) where that is asked. */
export const assignGate: NonNullable<PublishGates['assign']> = async (tx, wish) => {
  await soundGate(tx, wish)
  return wish.planned ? null : rehearsalGate(tx, wish)
}
