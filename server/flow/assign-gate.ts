import type { PublishGates } from '../policy/gate.ts'
import { rehearsalGate } from './rehearsal/gate.ts'
import { soundGate } from './sound.ts'

/** Before assignment rules are published: none that could never give a lead, and rehearsed where that is asked. */
export const assignGate: NonNullable<PublishGates['assign']> = async (tx, wish) => {
  await soundGate(tx, wish)
  return rehearsalGate(tx, wish)
}
