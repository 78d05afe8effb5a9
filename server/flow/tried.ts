import type { Tx } from '../db/db.ts'
import { type Notice, notify } from '../lead/announce.ts'
import { appendEvents } from '../lead/trail.ts'
import type { Decision } from './decision.ts'
import type { Setup } from './setup.ts'

/** More of these at once reach a holder as one notice. */
const AT_ONCE = 5

/**
 * Leads that somebody tried to bring once more and whose rule says that the holder shall know: it stands in the lead's
 * trail, and the holder is told. A batch with many of one holder's is one notice.
 */
export async function tellTried(tx: Tx, decisions: readonly Decision[], setup: Setup): Promise<void> {
  const { now } = setup.moment
  const tried = decisions.flatMap(({ match, incoming, leadId, reasons }) =>
    match.verdict === 'alert' && leadId ? [{ match, incoming, leadId, by: reasons[0]?.code }] : [],
  )
  await tellOfCustomers(tx, decisions, now)
  if (tried.length === 0) return
  await appendEvents(
    tx,
    tried.map(({ match, incoming, leadId, by }) => ({
      leadId,
      at: incoming.receivedAt,
      kind: 'tried',
      actor: incoming.actor,
      rule: setup.ref('match', match.rule.id, incoming.sourceId),
      data: { door: incoming.door, sourceId: incoming.sourceId, arrivalId: incoming.arrivalId, by },
    })),
  )
  const held = tried.filter(({ match }) => match.held.holder?.kind === 'rep')
  const byHolder = Map.groupBy(held, ({ match }) => match.held.holder?.id as string)
  const notices = [...byHolder].flatMap(([userId, theirs]): Notice[] =>
    theirs.length > AT_ONCE
      ? [{ userId, kind: 'leads.tried', leadId: null, data: { count: theirs.length } }]
      : theirs.map(({ leadId }) => ({ userId, kind: 'lead.tried', leadId, data: {} })),
  )
  await notify(tx, notices, now)
}

/** Known customers whom somebody tried to bring: they have no trail, but whoever has them is told, once of each batch. */
async function tellOfCustomers(tx: Tx, decisions: readonly Decision[], now: Date): Promise<void> {
  const holders = decisions.flatMap(({ match }) =>
    match.verdict === 'alert' && match.held.leadId === null ? (match.held.holder?.id ?? []) : [],
  )
  const notices = [...Map.groupBy(holders, (userId) => userId)].map(
    ([userId, { length: count }]): Notice => ({
      userId,
      kind: 'customers.tried',
      leadId: null,
      data: { count },
    }),
  )
  if (notices.length > 0) await notify(tx, notices, now)
}

interface Met {
  readonly customerId: string
  /** Whose customer it is; nobody's: nobody is told. */
  readonly holderId: string | null
  /** Who edited it, and knows. */
  readonly by: string
  readonly now: Date
}

/** A lead that by an edit has turned out to be a known customer's, where the rule says that whoever has them shall know. */
export async function tellMet(tx: Tx, { customerId, holderId, by, now }: Met): Promise<void> {
  if (holderId === null || holderId === by) return
  await notify(tx, [{ userId: holderId, kind: 'customers.met', leadId: null, data: { customerId } }], now)
}
