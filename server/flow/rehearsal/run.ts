import type { AssignPolicy } from '../../../contract/assign.ts'
import type { RehearsalResult } from '../../../contract/rehearsal.ts'
import { type Fields, fieldsOf } from '../../../rules/fields.ts'
import { inTransaction, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { Over } from '../../jobs/oversee.ts'
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
import type { Job } from '../runs/runs.ts'
import { inPages, moveOn, overseen } from '../runs/work.ts'
import { rehearsal } from './begin.ts'
import { readPage, unkept } from './pages.ts'

const file = new URL('../../rooms/assign/worker.ts', import.meta.url)
/** Megabytes the thread may take: it keeps counts. */
const MEMORY = 512
const DAY = 86_400_000 // ms
/**
 * Deals the leads of the last days once more by a draft, read in pages and dealt in a thread. Begun again after a crash it
 * runs anew; nothing is kept before it is done.
 */
export async function runRehearsal({ db }: Pick<House, 'db'>, job: Job): Promise<void> {
  const at = { db, kind: rehearsal, job }
  const thread = new Thread<Asked, Answer>(file, MEMORY)
  const move = (moved: { leads?: number; dealt?: number; result?: RehearsalResult }) =>
    moveOn(at, (tx, id) =>
      moveRehearsal(tx, id, { ...moved, state: moved.result ? 'done' : 'running', at: new Date() }),
    )
  await overseen(at, thread, async () => {
    const begun = await inTransaction(db, job.orgId, (tx) => begin(tx, job.id))
    const { ground, rates, abilities, since, leads, asks } = begun
    await move({ leads })
    await thread.ask({ ask: 'draft', ground, rates }, 'taken')
    const known = new Set<string>()
    const wanted = { since, asks, ground, placeOf: abilities.placeOf }
    await inPages({
      read: (after: Place | null) => inTransaction(db, job.orgId, (tx) => readPage(tx, { ...wanted, after })),
      give: (page) =>
        thread.ask({ ask: 'leads', leads: page.leads, ables: ables(page.places, known, begun) }, 'taken'),
      count: ({ read }) => read,
      told: (dealt) => move({ dealt }),
    })
    const asToday = unkept(ground.policy, ground.fields)
    const { result } = await thread.ask({ ask: 'report', since, asToday }, 'rehearsed')
    await move({ result })
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

async function begin(tx: Tx, rehearsalId: string): Promise<Begun> {
  const now = new Date()
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
