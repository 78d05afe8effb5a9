import type { Tx } from '../../db/db.ts'
import { type Holder } from '../../lead/hold.ts'
import { holderMoves } from '../../lead/stages.ts'
import type { LeadState } from '../../lead/store.ts'
import type { Roster } from '../../rooms/assign/decide/roster.ts'
import * as confirming from '../../rooms/confirm/store.ts'
import { rosterAgain } from '../again.ts'
import { standingsOf } from '../profile/stand.ts'
import { destine } from '../quarantine.ts'
import { readSetup } from '../setup.ts'
import { PAGE } from './page.ts'
import { whoHas } from './run.ts'

/** Whom the rules would give a lead to. */
export interface Foreseen {
  readonly leadId: string
  /** Null: it stays, since the rules give it to nobody else. */
  readonly to: Holder | null
  /** What decides: a rule, whose customer it is, or that no rule takes it; null where the rules are not asked. */
  readonly by: 'rule' | 'customer' | 'none' | null
  /** The rule's name. */
  readonly rule: string | null
}

/**
 * Whom the rules would give these leads to, as things stand, by the code that deals them, in the same order and the same
 * pages. Locks turns and loads as dealing does; writes nothing.
 */
export async function foresee(tx: Tx, leadIds: readonly string[], now: Date): Promise<Foreseen[]> {
  const setup = await readSetup(tx, now)
  const confirmed = await confirming.confirmedBefore(tx, leadIds)
  const { seen, roster } = await rosterAgain(tx, leadIds, setup)
  const standings = standingsOf(seen, setup)
  const names = new Map((setup.assigning?.body.rules ?? []).map(({ id, name }) => [id, name]))
  return seen.map((lead, at) => {
    if (roster && at > 0 && at % PAGE === 0) leave(seen.slice(at - PAGE, at), roster)
    const { leadId } = lead
    const known = { standing: standings.get(leadId), confirmed: confirmed.has(leadId) }
    const { to, asking, assignment } = destine({ lead, without: whoHas(lead) }, known, { setup, roster })
    const ruleId = assignment?.ruleId ?? null
    const customer = assignment?.customer?.because === null
    const by = customer ? 'customer' : ruleId === null ? 'none' : 'rule'
    const goes = mayGo({ kind: lead.holderKind, id: lead.holderId }, to)
    return {
      leadId,
      to: goes ? to : null,
      by: asking ? by : null,
      rule: ruleId === null ? null : (names.get(ruleId) ?? null),
    }
  })
}

/** Who works a lead does not lose it to nobody, and a pool not to itself. */
const mayGo = (from: Holder, to: Holder) =>
  holderMoves[from.kind].includes(to.kind) && !(from.kind === to.kind && from.id === to.id)

/** What a page has taken from reps is no load of theirs when the next is dealt. */
function leave(leads: readonly LeadState[], { reps }: Roster): void {
  for (const { holderKind, holderId } of leads) {
    const rep = holderKind === 'rep' && holderId ? reps.get(holderId) : undefined
    if (rep) rep.holding -= 1
  }
}
