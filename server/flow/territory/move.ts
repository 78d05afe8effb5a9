import type { Moved } from '../../../contract/territory-handover.ts'
import { fieldsOf } from '../../../rules/fields.ts'
import type { Tx } from '../../db/db.ts'
import { tell } from '../../jobs/tell.ts'
import { deliverOutbox, notify } from '../../lead/announce.ts'
import { type Clock, readClock } from '../../lead/deadlines.ts'
import { readFields } from '../../lead/fields.ts'
import { moveLeads } from '../../lead/hold.ts'
import { lockLoads } from '../../lead/load.ts'
import type { LeadState } from '../../lead/store.ts'
import { type Actor, system } from '../../lead/trail.ts'
import { belonging, type Term } from '../../rooms/territory/decide/belong.ts'
import type { Plan } from '../../rooms/territory/decide/plan.ts'
import { spread } from '../../rooms/territory/decide/spread.ts'
import { repsOf } from '../../rooms/territory/service.ts'
import { leadsHeldBy, people } from '../../rooms/territory/store.ts'

/** Leads read and moved by one statement. */
const PAGE = 1_000

interface Going {
  readonly term: Term
  readonly lead: LeadState
  readonly to: string
}

interface Parties {
  /** All whose leads are looked through. */
  readonly former: readonly string[]
  readonly formerOf: (territoryId: string) => readonly string[]
  /** Those who are still here to get leads. */
  readonly nextOf: (territoryId: string) => readonly string[]
  readonly next: readonly string[]
}

async function partiesOf(tx: Tx, { before, after }: Plan): Promise<Parties> {
  const reps = await repsOf(tx, [...before, ...after])
  const named = await people(tx, [...new Set(after.flatMap((term) => reps(term)))])
  const active = new Set(named.flatMap((each) => (each.active ? [each.userId] : [])))
  const [had, gets] = [before, after].map(
    (terms) => new Map(terms.map((term) => [term.territoryId, reps(term)])),
  )
  const nextOf = (territoryId: string) =>
    (gets?.get(territoryId) ?? []).filter((userId) => active.has(userId))
  return {
    former: [...new Set(before.flatMap((term) => reps(term)))],
    formerOf: (territoryId) => had?.get(territoryId) ?? [],
    nextOf,
    next: [...new Set(after.flatMap(({ territoryId }) => nextOf(territoryId)))],
  }
}

/** Whether each page of leads goes, and to whom. Territories are told by the map as it was: a swap moves no border. */
async function* goings(
  tx: Tx,
  { plan, parties, now, lock }: { plan: Plan; parties: Parties; now: Date; lock: boolean },
): AsyncGenerator<Going[]> {
  const { zone } = await readClock(tx, now)
  const whose = belonging(plan.map, fieldsOf(await readFields(tx)), { now, zone })
  const given = new Map(plan.before.map(({ territoryId }) => [territoryId, new Map<string, number>()]))
  for (let after: string | null = null; ;) {
    const page: LeadState[] = await leadsHeldBy(tx, parties.former, { after, most: PAGE, lock })
    const theirs = page.flatMap((lead) => {
      const term = whose({ ...lead })?.term
      const handed = term && given.has(term.territoryId)
      return handed && parties.formerOf(term.territoryId).includes(lead.holderId ?? '')
        ? [{ lead, term }]
        : []
    })
    yield [...Map.groupBy(theirs, ({ term }) => term)].flatMap(([term, held]) => {
      const leads = held.map(({ lead: { leadId, holderId } }) => ({ leadId, holderId: holderId as string }))
      const to = spread(leads, parties.nextOf(term.territoryId), given.get(term.territoryId))
      return held.flatMap(({ lead }) => {
        const next = to.get(lead.leadId)
        return next ? [{ term, lead, to: next }] : []
      })
    })
    after = page.length < PAGE ? null : (page.at(-1)?.leadId ?? null)
    if (after === null) return
  }
}

class Tally {
  readonly #counts = new Map<string, { territoryId: string; from: string; to: string; leads: number }>()

  add(territoryId: string, from: string, to: string): void {
    const key = `${territoryId} ${from} ${to}`
    const held = this.#counts.get(key) ?? { territoryId, from, to, leads: 0 }
    this.#counts.set(key, { ...held, leads: held.leads + 1 })
  }

  get moved(): Moved[] {
    return [...this.#counts.values()]
  }
}

/** What would move now, writing nothing. */
export async function foresee(tx: Tx, plan: Plan, now: Date): Promise<Moved[]> {
  const tally = new Tally()
  const parties = await partiesOf(tx, plan)
  for await (const page of goings(tx, { plan, parties, now, lock: false }))
    for (const { term, lead, to } of page) tally.add(term.territoryId, lead.holderId as string, to)
  return tally.moved
}

/** Who had a hand-over made, under which id. */
export interface Cause {
  readonly handoverId: string
  readonly now: Date
  readonly by: string | null
}

/**
 * Moves all open leads of the areas from their former reps, in pages of the transaction it is given, and tells everybody
 * concerned once. The map is to be locked: no deal by the old one comes after.
 */
export async function moveAreas(tx: Tx, plan: Plan, cause: Cause): Promise<Moved[]> {
  const clock = await readClock(tx, cause.now)
  const parties = await partiesOf(tx, plan)
  await lockLoads(tx, [...new Set([...parties.former, ...parties.next])], clock.day)
  const tally = new Tally()
  for await (const page of goings(tx, { plan, parties, now: cause.now, lock: true })) {
    const moved = await movePage(tx, page, { cause, clock })
    for (const { term, lead, to } of page)
      if (moved.has(lead.leadId)) tally.add(term.territoryId, lead.holderId as string, to)
  }
  await tellAll(tx, tally.moved, { plan, cause })
  return tally.moved
}

function movePage(
  tx: Tx,
  page: readonly Going[],
  { cause, clock }: { cause: Cause; clock: Clock },
): Promise<Set<string>> {
  const { now, handoverId, by } = cause
  const actor: Actor = by ? { kind: 'user', id: by } : system
  const moves = page.map(({ term, lead, to }) => ({
    leadId: lead.leadId,
    from: { kind: 'rep' as const, id: lead.holderId },
    to: { kind: 'rep' as const, id: to },
    kind: 'areaHanded',
    deadline: clock.deadline({ ...lead, holderId: to, assignedAt: now }, now),
    data: { handoverId, territoryId: term.territoryId, territory: term.name },
  }))
  return moveLeads(tx, moves, { now, day: clock.day, actor, quiet: true })
}

/** One notice for each who got leads and each who gave some, however many. */
async function tellAll(
  tx: Tx,
  moved: readonly Moved[],
  { plan, cause: { handoverId, now } }: { plan: Plan; cause: Cause },
): Promise<void> {
  const nameOf = (id: string) => plan.before.find(({ territoryId }) => territoryId === id)?.name ?? ''
  const noticed = (end: 'from' | 'to', kind: string) =>
    [...Map.groupBy(moved, (each) => each[end])].map(([userId, theirs]) => ({
      userId,
      kind,
      leadId: null,
      data: {
        handoverId,
        count: theirs.reduce((total, { leads }) => total + leads, 0),
        territories: [...new Set(theirs.map(({ territoryId }) => nameOf(territoryId)))],
      },
    }))
  await notify(tx, [...noticed('to', 'leads.area_came'), ...noticed('from', 'leads.area_went')], now)
  if (moved.length > 0) await deliverOutbox(tx)
  await tell(tx, { topic: 'territory' }, ...(moved.length > 0 ? [{ topic: 'lead' as const }] : []))
}
