import type { AssignPolicy } from '../../../contract/assign.ts'
import type { RehearsalResult } from '../../../contract/rehearsal.ts'
import { type Fields, fieldsOf } from '../../../rules/fields.ts'
import { inTransaction, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { Over } from '../../jobs/oversee.ts'
import { Thread } from '../../jobs/thread.ts'
import { readClock } from '../../lead/deadlines.ts'
import { readFields } from '../../lead/fields.ts'
import { abilitiesOf } from '../../rooms/ability/service.ts'
import { placesHeld } from '../../rooms/ability/store/reading.ts'
import { chancesBy, edgeOf } from '../../rooms/assign/decide/rehearsal/chance.ts'
import type { Ground } from '../../rooms/assign/decide/rehearsal/deal.ts'
import type { Abilities } from '../../rooms/assign/decide/rehearsal/report.ts'
import { askedBy } from '../../rooms/assign/decide/replay.ts'
import { readStanding } from '../../rooms/assign/store/facts.ts'
import {
  absencesSince,
  endedByGrade,
  extentOf,
  heldBefore,
  type Place,
} from '../../rooms/assign/store/history.ts'
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
    const { ground, abilities, since, leads, asks } = await inTransaction(db, job.orgId, (tx) =>
      begin(tx, job.id),
    )
    await move({ leads })
    await thread.ask({ ask: 'draft', ground, abilities }, 'taken')
    await inPages({
      read: (after: Place | null) =>
        inTransaction(db, job.orgId, (tx) => readPage(tx, { since, after, asks, ground })),
      give: (page) => thread.ask({ ask: 'leads', leads: page.leads }, 'taken'),
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
  readonly abilities: Abilities | null
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
  return { ground, abilities: await abilities(tx, ground), since, leads, asks }
}

async function groundOf(
  tx: Tx,
  policy: AssignPolicy,
  { fields, since, now }: { fields: Fields; since: Date; now: Date },
): Promise<Ground> {
  const { zone } = await readClock(tx, now)
  const [reps, absences, held] = await Promise.all([
    readStanding(tx, policy.rules, now),
    absencesSince(tx, since),
    heldBefore(tx, since),
  ])
  return { policy, fields, zone, reps, absences, held }
}

/** By which chance each rep wins leads of each channel; null where no ability was ever reckoned. */
async function abilities(tx: Tx, { reps }: Ground): Promise<Abilities | null> {
  const ended = await endedByGrade(tx)
  const chances = chancesBy(ended)
  if (!chances) return null
  const ids = reps.map(({ userId }) => userId)
  const edges = new Map<string, Map<string, ReturnType<typeof edgeOf>>>()
  for (const channel of (await placesHeld(tx)).channels) {
    const found = await abilitiesOf(tx, ids, { channel, segment: '*' })
    edges.set(channel, new Map([...found].map(([userId, estimate]) => [userId, edgeOf(estimate)])))
  }
  return {
    chances: new Map(ended.map(({ grade }) => [grade, chances(grade)])),
    otherwise: chances(''),
    edges,
  }
}
