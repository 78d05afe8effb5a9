import type { z } from 'zod'
import type { checkLead } from '../../contract/check.ts'
import type { BodyOf } from '../../contract/endpoint.ts'
import type { Lang } from '../../contract/shapes.ts'
import type { HeldState } from '../../rules/matching.ts'
import type { Tx } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import { seeLeads } from '../lead/reach.ts'
import { sourceIds } from '../lead/sources.ts'
import type { UserCaller } from '../people/caller.ts'
import { readable } from '../rooms/capture/decide.ts'
import type { Match } from '../rooms/match/decide/match.ts'
import { becauseOf } from '../rooms/match/decide/reasons.ts'
import { identify } from './decision.ts'
import { lookUp } from './look.ts'
import { readSetup, type Setup } from './setup.ts'
import { tellHeld, withTold } from './told.ts'

/** Where nobody is at work on a record that is held. */
const free: ReadonlySet<HeldState> = new Set(['pool', 'closed'])

type Checked = z.output<typeof checkLead.reply>

type Typed = BodyOf<typeof checkLead>

/** Who a typed customer is, as an arrival of theirs would be matched. */
export async function matchTyped(
  tx: Tx,
  caller: UserCaller,
  typed: Typed,
  setup: Setup,
): Promise<{ found: Match }> {
  const { arrival, sourceId } = await identifyTyped(tx, caller, { typed, setup })
  const { holders } = await lookUp(tx, [arrival], setup)
  return { found: setup.matching(sourceId).meet(arrival.asked, holders).match }
}

interface Typing {
  readonly typed: Typed
  readonly setup: Setup
}

/** A typed customer cleaned as an arrival would be, and by whose rules they go. */
export async function identifyTyped(tx: Tx, caller: UserCaller, { typed, setup }: Typing) {
  const { source, ...raw } = typed
  const sourceId = (source && (await sourceIds(tx)).get(source)) || ''
  const actor = { kind: 'user' as const, id: caller.userId }
  const receivedAt = setup.moment.now
  const arrival = identify({ arrivalId: uuidv7(), door: 'hand', sourceId, raw, receivedAt, actor }, setup)
  return { arrival, asked: arrival.asked, sourceId }
}

/** Whether somebody is held already; writes nothing. */
export async function checkFree(
  tx: Tx,
  caller: UserCaller,
  { lang, ...typed }: Typed & { readonly lang: Lang },
): Promise<Checked> {
  const setup = await readSetup(tx, new Date())
  const { found } = await matchTyped(tx, caller, typed, setup)
  if (found.verdict === 'new') return { free: true, state: null, reasons: [], leadId: null }
  const told = (await tellHeld(tx, [found]))(found)
  const { held } = found
  const seen = held.leadId
    ? await seeLeads(tx, caller, { leadIds: [held.leadId], now: setup.moment.now })
    : []
  return {
    free: free.has(held.state),
    state: held.state,
    reasons: readable(
      becauseOf(found, setup.fields).map((reason) => withTold(reason, told)),
      lang,
    ),
    leadId: seen.length > 0 ? held.leadId : null,
  }
}
