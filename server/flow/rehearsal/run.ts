import type { AssignPolicy } from '../../../contract/assign.ts'
import type { RehearsalResult } from '../../../contract/rehearsal.ts'
import { type Fields, fieldsOf } from '../../../rules/fields.ts'
import { inTransaction, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { Over, oversee } from '../../jobs/oversee.ts'
import { tell } from '../../jobs/tell.ts'
import { Thread } from '../../jobs/thread.ts'
import { readClock } from '../../lead/deadlines.ts'
import { readFields } from '../../lead/fields.ts'
import { timesSince } from '../../people/timesSince.ts'
import { type Abilities, abilitiesAnywhere } from '../../rooms/ability/service.ts'
import { ableOf, chancesBy } from '../../rooms/assign/decide/rehearsal/chance.ts'
import type { Ground } from '../../rooms/assign/decide/rehearsal/deal.ts'
import type { Ables, Rates } from '../../rooms/assign/decide/rehearsal/report.ts'
import { askedBy } from '../../rooms/assign/decide/replay.ts'
import { readStanding } from '../../rooms/assign/store/facts.ts'
import { endedByGrade, extentOf, heldBefore, type Place } from '../../rooms/assign/store/history.ts'
import { moveRehearsal, readRehearsal } from '../../rooms/assign/store/rehearsals.ts'
import type { Answer, Asked } from '../../rooms/assign/worker.ts'
import { readPage, unkept } from './pages.ts'

export interface Job {
  readonly orgId: string
  readonly rehearsalId: string
  /** Aborted when the server stops: it is begun again elsewhere. */
  readonly signal: AbortSignal
}

type Reach = Pick<House, 'db'>

const file = new URL('../../rooms/assign/worker.ts', import.meta.url)
/** Megabytes the thread may take: it keeps counts. */
const MEMORY = 512
const DAY = 86_400_000 // ms
/** Pages between two words on how far it is. */
const OFTEN = 4

/**
 * Deals the leads of the last days once more by a draft, read in pages and dealt in a thread. Begun again after a crash it
 * runs anew; nothing is kept before it is done.
 */
export async function runRehearsal(house: Reach, job: Job): Promise<void> {
  const thread = new Thread<Asked, Answer>(file, MEMORY)
  const over = { signal: job.signal, isOver: () => isOver(house, job), end: () => thread.end() }
  await oversee(over, async () => {
    const begun = await begin(house, job)
    await move(house, job, { leads: begun.leads })
    await thread.ask({ ask: 'draft', ground: begun.ground, rates: begun.rates }, 'taken')
    await dealAll(house, job, { begun, thread })
    const asToday = unkept(begun.ground.policy, begun.ground.fields)
    const { result } = await thread.ask({ ask: 'report', since: begun.since, asToday }, 'rehearsed')
    await move(house, job, { result })
  })
}

async function isOver({ db }: Reach, { orgId, rehearsalId }: Job): Promise<boolean> {
  const held = await inTransaction(db, orgId, (tx) => readRehearsal(tx, rehearsalId))
  return held?.state !== 'running'
}

interface Moved {
  readonly leads?: number
  readonly dealt?: number
  readonly result?: RehearsalResult
}

/** Moves it on and tells open pages; with its result it is done. Throws `Over` where it has been cancelled. */
async function move({ db }: Reach, { orgId, rehearsalId }: Job, moved: Moved): Promise<void> {
  await inTransaction(db, orgId, async (tx) => {
    const state = moved.result ? ('done' as const) : ('running' as const)
    if (!(await moveRehearsal(tx, rehearsalId, { ...moved, state, at: new Date() }))) throw new Over()
    await tell(tx, { topic: 'rehearsal', ids: [rehearsalId] })
  })
}

interface Begun {
  readonly ground: Ground
  readonly rates: Rates | null
  readonly abilities: Abilities
  readonly since: Date
  readonly leads: number
  readonly asks: readonly string[]
}

function begin({ db }: Reach, { orgId, rehearsalId }: Job): Promise<Begun> {
  const now = new Date()
  return inTransaction(db, orgId, async (tx) => {
    const held = await readRehearsal(tx, rehearsalId)
    if (!held) throw new Over()
    const { since, leads } = await extentOf(tx, new Date(+now - held.days * DAY))
    const fields = fieldsOf(await readFields(tx))
    const ground = await groundOf(tx, held.draft, { fields, since, now })
    const asks = [...new Set([...askedBy(held.draft, fields), 'grade', 'customerId'])]
    const ids = ground.reps.map(({ userId }) => userId)
    return {
      ground,
      rates: await ratesOf(tx),
      abilities: await abilitiesAnywhere(tx, ids),
      since,
      leads,
      asks,
    }
  })
}

async function groundOf(
  tx: Tx,
  policy: AssignPolicy,
  { fields, since, now }: { fields: Fields; since: Date; now: Date },
): Promise<Ground> {
  const { zone } = await readClock(tx, now)
  const [reps, times, held] = await Promise.all([
    readStanding(tx, policy.rules, now),
    timesSince(tx, since),
    heldBefore(tx, since),
  ])
  return { policy, fields, zone, reps, times, held }
}

/** What leads are won with by their grade; null where no outcome was ever reckoned. */
async function ratesOf(tx: Tx): Promise<Rates | null> {
  const ended = await endedByGrade(tx)
  const chances = chancesBy(ended)
  if (!chances) return null
  return {
    chances: new Map(ended.map(({ grade }) => [grade, chances(grade)])),
    otherwise: chances(''),
  }
}

/** Everybody's abilities with leads of those places that are not `known` yet: the same as rules in force go by. */
function ables(
  places: Awaited<ReturnType<typeof readPage>>['places'],
  known: Set<string>,
  { abilities, ground }: Begun,
): Ables {
  const fresh = [...places].filter(([key]) => !known.has(key))
  for (const [key] of fresh) known.add(key)
  return new Map(
    fresh.map(([key, place]) => [
      key,
      new Map(
        ground.reps.flatMap(({ userId }) => {
          const estimate = abilities.of(userId, place)
          return estimate ? [[userId, ableOf(estimate)] as const] : []
        }),
      ),
    ]),
  )
}

interface Dealing {
  readonly begun: Begun
  readonly thread: Thread<Asked, Answer>
}

/** A page is dealt in the thread while the next is read. */
async function dealAll(house: Reach, job: Job, { begun, thread }: Dealing): Promise<void> {
  let dealing: Promise<unknown> = Promise.resolve()
  let dealt = 0
  let after: Place | null = null
  const known = new Set<string>()
  for (let page = 0; ; page++) {
    const behind: Place | null = after
    const { since, asks, ground, abilities } = begun
    const wanted = { since, after: behind, asks, ground, placeOf: abilities.placeOf }
    const found: Awaited<ReturnType<typeof readPage>> = await inTransaction(house.db, job.orgId, (tx) =>
      readPage(tx, wanted),
    )
    await dealing
    dealing = thread.ask(
      { ask: 'leads', leads: found.leads, ables: ables(found.places, known, begun) },
      'taken',
    )
    // Told by whoever waits for it; should reading fail first, that is what is told
    dealing.catch(() => undefined)
    dealt += found.read
    if (page % OFTEN === 0 || !found.last) await move(house, job, { dealt })
    if (!found.last) break
    after = found.last
  }
  await dealing
}
