import { refuse } from '../../../contract/refusals.ts'
import type { Lang } from '../../../contract/shapes.ts'
import { inTransaction, type Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import type { House } from '../../house.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { sweepNotices, takeFresh } from '../../lead/notices.ts'
import { openSecret, type SecretConfig, sealSecret } from '../../lead/secrets.ts'
import { postMail } from '../../mail.ts'
import { NoAnswer, postOut, troubleSentence } from '../../outward.ts'
import { sendCard } from '../../people/platforms/apps.ts'
import { listAccounts } from '../../people/platforms/store.ts'
import { passes, sayTrouble } from '../../people/platforms/troubles.ts'
import { push, pushKeysOf, type PushText } from './adapters/push.ts'
import { type Robot, vendors } from './adapters/robot.ts'
import { quietFor, waysOf, type Way } from './decide/choice.ts'
import { cardOf, type GroupMessage, groupMessageOf, mailOf, type Told } from './decide/say.ts'
import { readQuiet } from './store/choices.ts'
import * as devices from './store/devices.ts'
import * as robots from './store/robots.ts'
import * as store from './store/telling.ts'

type Doors = Pick<House, 'db' | 'config'>

/** Between two mails to one member, in ms: what comes meanwhile goes into one. */
const MAIL_PACE = 60_000
/** Between two messages to one member or device, in ms. WeCom takes 30 a minute for one member. */
const CARD_PACE = 10_000
/** Notices of one message. All that waits goes into one, however many leads were dealt at once. */
const AT_ONCE = 5_000
/** Notices lined up in one transaction. */
const SENT_AT_ONCE = 2_000
/** Tries of one message, later and later: over about three hours. */
const MOST_TRIES = 10

/** Sends new notices on their ways, one job an outlet: at once, or as soon as its pace allows. */
export async function send({ db, config }: Doors, { orgId }: { orgId: string }): Promise<void> {
  const taken = await inTransaction(db, orgId, async (tx) => {
    const noticeIds = await takeFresh(tx, SENT_AT_ONCE)
    const fresh = await store.freshOnes(tx, noticeIds, { mails: config.mail.url !== undefined })
    const outlets = await store.lineUp(tx, noticeIds, fresh.flatMap(waysOf))
    for (const outlet of outlets) await startTelling(tx, outlet)
    return noticeIds.length
  })
  if (taken === SENT_AT_ONCE) await send({ db, config }, { orgId })
}

function paceOf({ channel, vendor }: store.Outlet): number {
  if (vendor) return vendors[vendor].pace
  return channel === 'mail' ? MAIL_PACE : CARD_PACE
}

async function startTelling(tx: Tx, outlet: store.Outlet, notBefore?: Date): Promise<void> {
  const { outletId, channel, toldAt } = outlet
  const line = `tell ${channel} ${outletId}`
  const runAt = notBefore ?? (toldAt && new Date(toldAt.getTime() + paceOf(outlet)))
  const options = { key: line, queue: line, maxAttempts: 2 * MOST_TRIES, ...(runAt && { runAt }) }
  await enqueue(tx, 'notice.tell', { outletId, channel }, options)
}

/** An outlet of an organisation. */
export interface Address {
  readonly orgId: string
  readonly outletId: string
  readonly channel: Way
}

/** What came of sending: nothing wrong, or why not and whether trying again helps. */
type Outcome = { readonly problem: string; readonly again: boolean } | null
interface Sending {
  readonly address: Address
  readonly parcelId: string
  readonly told: Some
}
type Some = readonly [Told, ...Told[]]

/**
 * Tells an outlet all that waits there, in one message. What did not get through and may, throws, so that the queue
 * tries again: the same parcel under the same key. At least once: a crash between sending and noting it sends the parcel
 * again, and platforms that know the key show it once.
 */
export async function tellOutlet(doors: Doors, address: Address): Promise<void> {
  const { db } = doors
  const { orgId } = address
  const parcel = await inTransaction(db, orgId, async (tx) => {
    const until = await quietUntil(tx, address, new Date())
    if (until) await startTelling(tx, { ...address, vendor: null, toldAt: null }, until)
    return until ? undefined : store.pack(tx, address, { parcelId: uuidv7(), most: AT_ONCE })
  })
  if (!parcel || !isSome(parcel.told)) return
  const { parcelId, told, tries } = parcel
  const outcome = await ways[address.channel](doors, { address, parcelId, told })
  const at = new Date()
  const again = outcome?.again === true && tries + 1 < MOST_TRIES
  await inTransaction(db, orgId, async (tx) => {
    const left = outcome
      ? await store.markFailed(tx, address, {
          parcelId,
          problem: outcome.problem,
          givenUpAt: again ? null : at,
        })
      : await store.markTold(tx, address, { parcelId, at })
    if (left === 0 || again) return
    const vendor = address.channel === 'robot' ? await vendorOf(tx, address.outletId) : null
    await startTelling(tx, { ...address, vendor, toldAt: at })
  })
  if (outcome && again) throw new Error(`${address.channel} was not told: ${outcome.problem}`)
}

const isSome = (told: readonly Told[]): told is Some => told.length > 0
const vendorOf = async (tx: Tx, robotId: string) => (await robots.readRobot(tx, robotId))?.kind ?? null

/** When a member's quiet hours end, within them; a robot's group has none. */
async function quietUntil(tx: Tx, { outletId, channel }: Address, now: Date): Promise<Date | undefined> {
  if (channel === 'robot') return undefined
  const userId = channel === 'push' ? (await devices.readDevice(tx, outletId))?.userId : outletId
  if (!userId) return undefined
  const { quiet, minute } = await readQuiet(tx, userId, now)
  const minutes = quietFor(minute, quiet)
  return minutes > 0 ? new Date(Math.floor(now.getTime() / 60_000 + minutes) * 60_000) : undefined
}

const ways: Readonly<Record<Way, (doors: Doors, sending: Sending) => Promise<Outcome>>> = {
  mail: tellByMail,
  robot: tellGroup,
  push: tellDevice,
  wecom: tellMember,
  dingtalk: tellMember,
  feishu: tellMember,
}

async function tellByMail({ config }: Doors, { told, parcelId }: Sending): Promise<Outcome> {
  const to = told[0].member.email
  if (!to) return null
  try {
    const messageId = `<${parcelId}@${new URL(config.publicUrl).hostname}>`
    await postMail(config.mail, { to, messageId, ...mailOf(told, config.publicUrl) })
    return null
  } catch (error) {
    // Of what a mail server says only the number: its words name the address.
    const { responseCode, code } = error as { responseCode?: number; code?: string }
    return { problem: `mail ${responseCode ?? code ?? 'failed'}`, again: !responseCode || responseCode < 500 }
  }
}

async function tellMember(doors: Doors, { address, parcelId, told }: Sending): Promise<Outcome> {
  const { orgId, outletId, channel } = address
  const mine = await inTransaction(doors.db, orgId, (tx) => listAccounts(tx, outletId))
  const account = mine.find(({ provider }) => provider === channel)
  if (!account) return { problem: 'unlinked', again: false }
  const card = { ...cardOf(told, doors.config.publicUrl), key: parcelId }
  const problem = await sendCard(doors, { orgId, ...account }, card)
  return problem === null ? null : { problem, again: passes(problem) }
}

async function tellDevice(doors: Doors, { address, parcelId, told }: Sending): Promise<Outcome> {
  const { title, lines, url } = cardOf(told, doors.config.publicUrl)
  const text = { title, body: lines.join('\n'), url, tag: parcelId }
  const problem = await pushTo(doors, address, text)
  if (problem === null || problem === 'gone') return null
  return { problem, again: passes(problem) || /^push (429|5\d\d)$/.test(problem) }
}

/** Pushes to a device; one that is gone is forgotten with all that waited for it. */
async function pushTo(
  { db, config }: Doors,
  { orgId, outletId }: Pick<Address, 'orgId' | 'outletId'>,
  text: PushText,
): Promise<string | null> {
  const device = await inTransaction(db, orgId, (tx) => devices.readDevice(tx, outletId))
  if (!device) return 'gone'
  const from = /<(.+)>/.exec(config.mail.from)?.[1] ?? config.mail.from
  const subject = config.publicUrl.startsWith('https:') ? config.publicUrl : `mailto:${from}`
  const outward = { allowPrivate: config.allowPrivateWebhooks }
  const problem = await push(device, text, { keys: pushKeysOf(config), subject, outward })
  if (problem === 'gone') {
    await inTransaction(db, orgId, async (tx) => {
      await devices.removeDevice(tx, outletId)
      await store.forgetOutlet(tx, outletId)
    })
  }
  return problem
}

/** Seals a robot's address and secret for the database. */
export function sealDoor(config: SecretConfig, orgId: string, { url, secret }: Robot): Buffer {
  return sealSecret(config, { orgId, purpose: 'robot' }, { url, secret })
}

/** A robot's address and secret; null where the server's own secret is another than when they were sealed. */
export function openDoor(config: SecretConfig, orgId: string, sealedDoor: Buffer): Robot | null {
  return openSecret(config, { orgId, purpose: 'robot' }, sealedDoor)
}

async function tellGroup({ db, config }: Doors, { address, told }: Sending): Promise<Outcome> {
  const { orgId, outletId } = address
  const robot = await inTransaction(db, orgId, (tx) => robots.readRobot(tx, outletId))
  if (!robot?.active) return null
  const problem = await post(config, { ...robot, orgId }, groupMessageOf(told, robot.lang, config.publicUrl))
  await inTransaction(db, orgId, (tx) => robots.keepProblem(tx, outletId, problem))
  return problem === null ? null : { problem, again: true }
}

/** Makes a robot say something; returns what the vendor, or the way there, complained of. */
async function post(
  config: House['config'],
  { orgId, kind, sealedDoor }: Pick<robots.ListedRobot, 'kind' | 'sealedDoor'> & { orgId: string },
  message: GroupMessage,
): Promise<string | null> {
  const vendor = vendors[kind]
  const door = openDoor(config, orgId, sealedDoor)
  if (!door) return 'sealed'
  try {
    const answer = await postOut(vendor.parcel(door, message, new Date()), {
      allowPrivate: config.allowPrivateWebhooks,
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
  const robot = await inTransaction(db, orgId, (tx) => robots.readRobot(tx, robotId))
  if (!robot) throw refuse('not_found')
  const problem = await post(config, { ...robot, orgId }, { ...testMessage[robot.lang], mobiles: [] })
  await inTransaction(db, orgId, (tx) => robots.keepProblem(tx, robotId, problem))
  const fine = { zh: '机器人已发出测试消息', en: 'The robot has said the test message' }
  return { ok: problem === null, answer: problem === null ? fine[lang] : sayProblem(problem, lang) }
}

const testMessage = {
  zh: { title: 'Sluice 测试消息', lines: ['新线索会在这里通知'] },
  en: { title: 'A test from Sluice', lines: ['New leads are told here'] },
}

/** Pushes a test to a member's own device; returns whether it was taken, and the answer in words. Refuses `not_found`. */
export async function tryDevice(
  doors: Doors,
  { orgId, userId, deviceId, lang }: { orgId: string; userId: string; deviceId: string; lang: Lang },
): Promise<{ ok: boolean; answer: string }> {
  const device = await inTransaction(doors.db, orgId, (tx) => devices.readDevice(tx, deviceId))
  if (device?.userId !== userId) throw refuse('not_found')
  const { title, lines } = testMessage[lang]
  const text = { title, body: lines.join('\n'), url: doors.config.publicUrl, tag: uuidv7() }
  const problem = await pushTo(doors, { orgId, outletId: deviceId }, text)
  const fine = { zh: '推送服务已接收', en: 'The push service has taken it' }
  return { ok: problem === null, answer: problem === null ? fine[lang] : sayProblem(problem, lang) }
}

/** What a robot, a device, a mailbox or a platform failed with, in the reader's words; a vendor's own complaint stays as it was said. */
export function sayProblem(problem: string, lang: Lang): string {
  const known = sentences[problem]
  if (known) return known[lang]
  if (/^(errcode|code|HTTP) /.test(problem)) return problem
  const [, way, said] = /^(mail|push) (\w+)$/.exec(problem) ?? []
  if (way === 'mail')
    return lang === 'zh' ? `邮件服务器没有接收（${said}）` : `The mail server did not take it (${said})`
  if (way === 'push')
    return lang === 'zh'
      ? `推送服务没有接收（HTTP ${said}）`
      : `The push service did not take it (HTTP ${said})`
  return problem.includes(' ') ? sayTrouble(problem, lang) : troubleSentence(problem, lang)
}

const sentences: Readonly<Record<string, Readonly<Record<Lang, string>>>> = {
  gone: { zh: '这个浏览器已取消订阅，已移除', en: 'That browser has unsubscribed and was removed' },
  unlinked: { zh: '成员已解除账号关联', en: 'The member is not linked any more' },
  'push 401': rekeyed(),
  'push 403': rekeyed(),
}
function rekeyed() {
  return {
    zh: '推送密钥已更换：请成员在“我的账户”里重新开启浏览器通知',
    en: 'The push keys have changed: have the member switch browser notices on again in their account',
  }
}

const DAY = 86_400_000
const DAYS_KEPT = 90
const DAYS_TOLD = 7
const SWEPT_AT_ONCE = 5_000

/** Forgets notices after ninety days, how they were told after seven, and what waits after one: yesterday's news is in the app. */
export async function sweep(tx: Tx, now: Date): Promise<void> {
  const since = (days: number) => uuidv7(now.getTime() - days * DAY)
  await store.sweepTelling(tx, { told: since(DAYS_TOLD), waiting: since(1) })
  await sweepNotices(tx, new Date(now.getTime() - DAYS_KEPT * DAY), SWEPT_AT_ONCE)
}
