import { refuse } from '../../../contract/refusals.ts'
import type { Lang } from '../../../contract/shapes.ts'
import { inTransaction, type Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import type { House } from '../../house.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { sweepOutbox, takeOutbox } from '../../lead/outbox.ts'
import { openSecret, type SecretConfig, sealSecret } from '../../lead/secrets.ts'
import { NoAnswer, type Outward, postOut, troubleSentence } from '../../outward.ts'
import { signedHeaders } from './adapters/standard.ts'
import { judge, type Outcome } from './decide.ts'
import * as store from './store.ts'

type Doors = Pick<House, 'db' | 'config'>

const OUTBOX_AT_ONCE = 500
/** How long one job works on a line, in ms; it goes on in a next one, so that no slow receiver keeps a worker for itself. */
const LINE_TURN = 20_000

/**
 * Puts all that waits in the outbox into the lines of the webhooks that want it, each row exactly once, and wakes those
 * lines, in one transaction a page.
 */
export async function spreadOutbox({ db }: Pick<House, 'db'>, orgId: string): Promise<void> {
  for (let taken = OUTBOX_AT_ONCE; taken === OUTBOX_AT_ONCE;) {
    taken = await inTransaction(db, orgId, async (tx) => {
      const now = new Date()
      const ids = await takeOutbox(tx, OUTBOX_AT_ONCE, now)
      await store.spread(tx, ids, now)
      await wake(tx, now)
      return ids.length
    })
  }
}

/** Starts a job for every line that has something to deliver. */
export async function wake(tx: Tx, now: Date): Promise<void> {
  for (const webhookId of await store.readyLines(tx, now)) await startLine(tx, webhookId)
}

// One queue a webhook: its deliveries are made one after the other, by one server at a time.
const startLine = (tx: Tx, webhookId: string) => {
  const line = `webhook line ${webhookId}`
  return enqueue(tx, 'webhook.post', { webhookId }, { key: line, queue: line })
}

/** Works off a webhook's line, oldest first, until it is empty, its receiver falls ill or the server stops. */
export async function workLine(
  house: Doors,
  { orgId, webhookId }: { orgId: string; webhookId: string },
  signal: AbortSignal,
): Promise<void> {
  const until = Date.now() + LINE_TURN
  while (Date.now() < until && !signal.aborted) {
    if (!(await deliverNext(house, orgId, webhookId))) return
  }
  await inTransaction(house.db, orgId, (tx) => startLine(tx, webhookId))
}

/** Makes the next delivery of a line; returns whether there was one and the line may go on. */
async function deliverNext({ db, config }: Doors, orgId: string, webhookId: string): Promise<boolean> {
  const found = await inTransaction(db, orgId, async (tx) => {
    const delivery = await store.nextInLine(tx, webhookId, new Date())
    return delivery && { delivery, leads: await store.toldLeads(tx, delivery.leadIds) }
  })
  if (!found) return false
  const { delivery, leads } = found
  const { outboxId, kind, at } = delivery
  const outcome = await send({ config, orgId }, delivery, { id: outboxId, kind, at, leads })
  const now = new Date()
  const verdict = judge(outcome, delivery, { now, jitter: Math.random() })
  await inTransaction(db, orgId, (tx) => store.keepVerdict(tx, { webhookId, outboxId }, verdict, now))
  return verdict.kind === 'delivered' || verdict.kind === 'later'
}

interface Event {
  readonly id: string
  readonly kind: string
  readonly at: Date
  readonly leads: readonly store.ToldLead[]
}

type Sender = Pick<House, 'config'> & { readonly orgId: string }

async function send(
  { config, orgId }: Sender,
  { url, sealedSecret }: store.Target,
  event: Event,
): Promise<Outcome> {
  const secret = openSecret<string>(config, { orgId, purpose: 'webhook' }, sealedSecret)
  if (!secret) return { trouble: 'sealed' }
  const body = JSON.stringify(event)
  const headers = signedHeaders(secret, { id: event.id, body }, new Date())
  try {
    const { status } = await postOut({ url, headers, body }, outwardOf(config))
    return { status }
  } catch (error) {
    if (error instanceof NoAnswer) return { trouble: error.code }
    throw error
  }
}

/** Delivers a test event out of line; returns whether the receiver took it, and what it said, in words. */
export async function tryOut(
  { db, config }: Doors,
  { orgId, webhookId, lang }: { orgId: string; webhookId: string; lang: Lang },
): Promise<{ ok: boolean; answer: string }> {
  const target = await inTransaction(db, orgId, (tx) => store.readTarget(tx, webhookId))
  if (!target) throw refuse('not_found')
  const event = { id: uuidv7(), kind: 'webhook.test', at: new Date(), leads: [] }
  const outcome = await send({ config, orgId }, target, event)
  const ok = 'status' in outcome && outcome.status >= 200 && outcome.status < 300
  return { ok, answer: sayProblem('status' in outcome ? `HTTP ${outcome.status}` : outcome.trouble, lang) }
}

/** Seals a webhook's secret for the database. */
export const sealWebhook = (config: SecretConfig, orgId: string, secret: string): Buffer =>
  sealSecret(config, { orgId, purpose: 'webhook' }, secret)

/** What stands in `problem`, in the reader's words. */
export function sayProblem(problem: string, lang: Lang): string {
  if (!problem.startsWith('HTTP ')) return troubleSentence(problem, lang)
  return lang === 'zh' ? `对方返回 ${problem}` : `The receiver answered ${problem}`
}

export const outwardOf = ({ allowPrivateWebhooks }: House['config']): Outward => ({
  allowPrivate: allowPrivateWebhooks,
})

const DAYS_KEPT = 14
const SWEPT_AT_ONCE = 5_000

/** Gives up what could not be delivered for days and forgets what ended long ago. */
export async function sweep(tx: Tx, now: Date): Promise<void> {
  const before = new Date(now.getTime() - DAYS_KEPT * 86_400_000)
  await store.giveUp(tx, now)
  await store.sweepDeliveries(tx, before, SWEPT_AT_ONCE)
  await sweepOutbox(tx, before, SWEPT_AT_ONCE)
}
