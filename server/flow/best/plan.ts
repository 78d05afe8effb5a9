import { createHash } from 'node:crypto'
import type { AssignRule } from '../../../contract/assign.ts'
import type { BestWish } from '../../../contract/best.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Tx } from '../../db/db.ts'
import { seeLeads } from '../../lead/reach.ts'
import type { LeadState } from '../../lead/store.ts'
import type { UserCaller } from '../../people/caller.ts'
import type { Batch, Dealing, Taker } from '../../rooms/assign/decide/best/batch.ts'
import { match, type Matched } from '../../rooms/assign/decide/best/matching.ts'
import { fitting, mayGet } from '../../rooms/assign/decide/candidates.ts'
import { obstacle, type Rep } from '../../rooms/assign/decide/roster.ts'
import * as batches from '../../rooms/assign/store/best.ts'
import * as assigning from '../../rooms/assign/store/facts.ts'
import { judgeHeld } from '../quarantine.ts'
import type { Setup } from '../setup.ts'
import { chancesFor } from './chances.ts'

export interface Planned extends Matched {
  readonly leads: readonly LeadState[]
  readonly reps: readonly Rep[]
  readonly batch: Batch
  readonly worths: readonly number[]
  readonly floor: { readonly share: number; readonly grades: readonly string[]; readonly days: number }
  /** Good leads each got before, within the floor's days. */
  readonly had: readonly number[]
  readonly digest: string
}

interface Asked {
  readonly caller: UserCaller
  readonly wish: BestWish
  readonly seed: number
  readonly setup: Setup
}

/** The loads of whoever may get one are locked before the leads, as always. */
export async function plan(tx: Tx, { caller, wish, seed, setup }: Asked): Promise<Planned> {
  const reps = await takersOf(tx, wish, setup)
  const leads = await leadsOf(tx, { caller, wish, setup })
  const floor = floorOf(wish, setup)
  const from = new Date(+setup.moment.now - floor.days * DAY)
  const ids = leads.map(({ leadId }) => leadId)
  const [known, before, chances] = await Promise.all([
    batches.prospects(tx, ids),
    batches.goodSince(tx, { grades: floor.grades, from }),
    chancesFor(
      tx,
      reps.map(({ userId }) => userId),
    ),
  ])
  const fits = fitting(wish.who, setup.fields)
  const good = leads.map(({ grade }) => floor.grades.includes(grade))
  const had = reps.map(({ userId }) => before.get(userId) ?? 0)
  const worths = ids.map((id) => known.get(id)?.worth ?? 0)
  const batch: Batch = {
    seed,
    dial: wish.dial ?? setup.assigning?.body.mode?.dial ?? 1,
    reps: takers(reps, { leads: leads.length, share: floor.share, good: count(good), had }),
    leads: leads.map((lead, at) => {
      const facts = { ...lead }
      const { chance = null, channel = '' } = known.get(lead.leadId) ?? {}
      const of = chances({ facts, channel, chance })
      return {
        leadId: lead.leadId,
        value: wish.by === 'worth' ? worths[at]! : 1,
        good: good[at]!,
        chances: reps.map((rep) => (fits(rep, facts) ? of(rep.userId) : null)),
      }
    }),
  }
  const matched = match(batch)
  return {
    ...matched,
    leads,
    reps,
    batch,
    worths,
    floor,
    had,
    digest: digestOf(matched.dealing, leads, reps),
  }
}

const DAY = 86_400_000 // ms
const count = (all: readonly boolean[]) => all.filter(Boolean).length

/**
 * Whoever may get one and is there; also who is full: they are shown with room for none. Leads that wait may be dealt before
 * the shift: of those, also to whoever comes within a day.
 */
async function takersOf(tx: Tx, { of, who }: BestWish, { people, moment, day }: Setup): Promise<Rep[]> {
  const claimants = of.kind === 'pool' ? await batches.claimants(tx, of.poolId) : new Set<string>()
  if (!claimants) throw refuse('not_found')
  const rule: AssignRule = {
    id: 'best to best',
    name: '',
    when: { all: [] },
    strategy: { kind: 'best' },
    active: true,
  }
  const asked = who ? { ...rule, who } : rule
  const roster = await assigning.facts(
    tx,
    { rules: [asked], fallbackPoolId: '' },
    { people, now: moment.now, day },
  )
  const mayClaim = (rep: Rep) =>
    claimants.has(rep.userId) || rep.teamIds.some((teamId) => claimants.has(teamId))
  const comes = ({ off, next }: Rep) =>
    off === null ||
    (of.kind === 'waiting' && off === 'offShift' && next !== null && +next - +moment.now < DAY)
  return mayGet(asked, roster).filter(
    (rep) => comes(rep) && (who !== undefined || of.kind !== 'pool' || mayClaim(rep)),
  )
}

/** The leads the caller sees that nobody works, locked. */
async function leadsOf(tx: Tx, { caller, wish, setup }: Omit<Asked, 'seed'>): Promise<LeadState[]> {
  const { of, most } = wish
  const leadIds =
    of.kind === 'named' ? of.leadIds : await batches.unworked(tx, of.kind === 'pool' ? of.poolId : null, most)
  const seen = await seeLeads(tx, caller, { leadIds, now: setup.moment.now })
  const loose = seen.filter(
    ({ holderKind, mergedInto }) => !mergedInto && (holderKind === 'pool' || holderKind === 'waiting'),
  )
  // What must not be routed any more is no more given out by this than when it is woken.
  const waiting = loose.filter(({ holderKind }) => holderKind === 'waiting')
  const judged = await judgeHeld(tx, waiting, { setup, anyway: true })
  const barred = new Set(judged.flatMap(({ lead, reasons }) => (reasons.length > 0 ? [lead.leadId] : [])))
  return loose.filter(({ leadId }) => !barred.has(leadId))
}

/** A week back where no mode says. */
const noFloor = { share: 0, grades: [] as readonly string[], days: 7 }

function floorOf({ floor: share }: BestWish, { assigning: policy }: Setup): Planned['floor'] {
  const held = policy?.body.mode?.floor ?? noFloor
  return { ...held, share: share ?? held.share }
}

interface Taking {
  readonly leads: number
  readonly share: number
  /** Good leads of the batch. */
  readonly good: number
  readonly had: readonly number[]
}

/** What each has room for, and what their floor asks of this batch: whole leads, once the batch counts. */
function takers(reps: readonly Rep[], { leads, share, good, had }: Taking): Taker[] {
  const all = had.reduce((sum, each) => sum + each, good)
  const least = Math.floor((share * all) / Math.max(1, reps.length))
  return reps.map((rep, at) => ({
    userId: rep.userId,
    capacity: obstacle(rep) ? 0 : Math.min(leads, roomOf(rep)),
    floor: Math.max(0, least - had[at]!),
    had: rep.givenToday,
  }))
}

function roomOf(rep: Rep): number {
  const left = (most: number | null, has: number) => (most === null ? Infinity : most - has)
  return Math.min(
    left(rep.holdingMax, rep.holding),
    left(rep.dailyMax, rep.givenToday),
    left(rep.weeklyMax, rep.givenThisWeek),
  )
}

function digestOf(dealing: Dealing, leads: readonly LeadState[], reps: readonly Rep[]): string {
  const said = dealing.map((rep, at) => `${leads[at]!.leadId} ${rep < 0 ? '' : reps[rep]!.userId}`)
  return createHash('sha256').update(said.toSorted().join('\n')).digest('base64url').slice(0, 32)
}
