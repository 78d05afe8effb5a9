import { refuse } from '../../../contract/refusals.ts'
import type { Lang } from '../../../contract/shapes.ts'
import { inTransaction, type Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import type { House } from '../../house.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { sweepNotices, takeFresh } from '../../lead/notices.ts'
import { postMail } from '../../mail.ts'
import { NoAnswer, postOut, troubleSentence } from '../../outward.ts'
import { type Robot, vendors } from './adapters/robot.ts'
import { type GroupMessage, groupMessageOf, mailOf, type Told } from './decide.ts'
import * as store from './store.ts'

type Doors = Pick<House, 'db' | 'config'>

/** Between two mails to one member, in ms: what comes meanwhile goes into one. */
const MAIL_PACE = 60_000
/** Notices of one mail or message; what waits beyond goes into the next. */
const AT_ONCE = 200
/** Notices lined up in one transaction. */
const SENT_AT_ONCE = 2_000
/** Tries of one mail or message: over about an hour. */
const MOST_TRIES = 10

/** Sends new notices on their ways, one job an outlet: at once, or as soon as its pace allows. */
export async function send({ db, config }: Doors, { orgId }: { orgId: string }): Promise<void> {
  const taken = await inTransaction(db, orgId, async (tx) => {
    const noticeIds = await takeFresh(tx, SENT_AT_ONCE)
    const outlets = await store.lineUp(tx, noticeIds, { mails: config.mail.url !== undefined })
    for (const outlet of outlets) await startTelling(tx, outlet)
    return noticeIds.length
  })
  if (taken === SENT_AT_ONCE) await send({ db, config }, { orgId })
}

async function startTelling(tx: Tx, { outletId, vendor, toldAt }: store.Outlet): Promise<void> {
  const line = `tell ${outletId}`
  const pace = vendor ? vendors[vendor].pace : MAIL_PACE
  const runAt = toldAt ? { runAt: new Date(toldAt.getTime() + pace) } : {}
  const payload = { outletId, robot: vendor !== null }
  await enqueue(tx, 'notice.tell', payload, { key: line, queue: line, maxAttempts: MOST_TRIES, ...runAt })
}

/** Tells an outlet all that waits there, in one mail or message; throws when it did not get through. */
export async function tellOutlet(
  doors: Doors,
  { orgId, outletId, robot }: { orgId: string; outletId: string; robot: boolean },
): Promise<void> {
  const { db } = doors
  const told = await inTransaction(db, orgId, (tx) => store.waitingAt(tx, outletId, AT_ONCE))
  if (!isSome(told)) return
  const vendor = robot ? await tellGroup(doors, { orgId, robotId: outletId }, told) : null
  if (!robot) await tellMember(doors, told)
  const at = new Date()
  await inTransaction(db, orgId, async (tx) => {
    const left = await store.markTold(tx, outletId, { noticeIds: told.map(({ noticeId }) => noticeId), at })
    if (left > 0) await startTelling(tx, { outletId, vendor, toldAt: at })
  })
}

type Some = readonly [Told, ...Told[]]
const isSome = (told: readonly Told[]): told is Some => told.length > 0

async function tellMember({ config }: Doors, told: Some): Promise<void> {
  const to = told[0].member.email
  if (to) await postMail(config.mail, { to, ...mailOf(told, config.publicUrl) })
}

async function tellGroup(
  { db, config }: Doors,
  { orgId, robotId }: { orgId: string; robotId: string },
  told: Some,
): Promise<store.ListedRobot['kind'] | null> {
  const robot = await inTransaction(db, orgId, (tx) => store.readRobot(tx, robotId))
  if (!robot?.active) return null
  const problem = await post(config, robot, groupMessageOf(told, robot.lang, config.publicUrl))
  await inTransaction(db, orgId, (tx) => store.keepProblem(tx, robotId, problem))
  if (problem) throw new Error(`a group robot was not told: ${problem}`)
  return robot.kind
}

/** Makes a robot say something; returns what the vendor, or the way there, complained of. */
async function post(
  { allowPrivateWebhooks }: House['config'],
  robot: Robot & Pick<store.ListedRobot, 'kind'>,
  message: GroupMessage,
): Promise<string | null> {
  const vendor = vendors[robot.kind]
  try {
    const answer = await postOut(vendor.parcel(robot, message, new Date()), {
      allowPrivate: allowPrivateWebhooks,
    })
    return vendor.complaint(answer)
  } catch (error) {
    if (error instanceof NoAnswer) return error.code
    throw error
  }
}

/** Lets a robot say a test message; returns whether the vendor took it, and its answer in words. */
export async function tryRobot(
  { db, config }: Doors,
  { orgId, robotId, lang }: { orgId: string; robotId: string; lang: Lang },
): Promise<{ ok: boolean; answer: string }> {
  const robot = await inTransaction(db, orgId, (tx) => store.readRobot(tx, robotId))
  if (!robot) throw refuse('not_found')
  const problem = await post(config, robot, { ...testMessage[robot.lang], mobiles: [] })
  await inTransaction(db, orgId, (tx) => store.keepProblem(tx, robotId, problem))
  const fine = { zh: '机器人已发出测试消息', en: 'The robot has said the test message' }
  return { ok: problem === null, answer: problem === null ? fine[lang] : sayProblem(problem, lang) }
}

const testMessage = {
  zh: { title: 'Sluice 测试消息', lines: ['新线索会在这里通知'] },
  en: { title: 'A test from Sluice', lines: ['New leads are told here'] },
}

/** What stands in a robot's `problem`, in the reader's words; a vendor's own complaint stays as it was said. */
export function sayProblem(problem: string, lang: Lang): string {
  return /^(errcode|code|HTTP) /.test(problem) ? problem : troubleSentence(problem, lang)
}

const DAY = 86_400_000
const DAYS_KEPT = 90
const SWEPT_AT_ONCE = 5_000

/** Forgets notices after ninety days, and after one what of them was told elsewhere. */
export async function sweep(tx: Tx, now: Date): Promise<void> {
  await store.sweepTelling(tx, uuidv7(now.getTime() - DAY))
  await sweepNotices(tx, new Date(now.getTime() - DAYS_KEPT * DAY), SWEPT_AT_ONCE)
}
