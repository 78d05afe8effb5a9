import { sql } from 'kysely'
import { one, type Tx } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import { insertRows } from '../db/write.ts'
import { enqueue } from '../jobs/enqueue.ts'
import { tell, type Told } from '../jobs/tell.ts'
import type { Landing, Occasion } from './hold.ts'

/** More new leads than this at once reach a rep as one digest. */
const NOTICES_AT_ONCE = 5
/** How long notices are gathered before they are sent on their ways, in ms: one job for a burst, not one a capture. */
const GATHER = 300
/** Leads named by one row of the outbox: a webhook's page. */
const OUTBOX_PAGE = 500

/**
 * What happened to a lead, for the reps concerned, for webhooks and for open pages: written once a batch. On a quiet
 * occasion only the outbox is; whoever caused it tells the rest when it is over.
 */
export async function announce(tx: Tx, landings: readonly Landing[], occasion: Occasion): Promise<void> {
  const kinds = Map.groupBy(landings, (landing) => `lead.${landing.kind}`)
  const kept = [...kinds].map(([kind, ids]) =>
    keepOutbox(
      tx,
      kind,
      ids.map((landing) => landing.leadId),
      occasion.now,
    ),
  )
  if (occasion.quiet) await Promise.all(kept)
  else await Promise.all([...kept, tellAll(tx, landings, occasion)])
}

async function tellAll(tx: Tx, landings: readonly Landing[], occasion: Occasion): Promise<void> {
  const notices = noticesTo(landings, occasion)
  const ids = notices.map(() => uuidv7())
  const lead = {
    topic: 'lead',
    ids: landings.map((landing) => landing.leadId),
    to: soleRep(landings),
  } as const
  await Promise.all([
    keepNotices(tx, notices, { ids, at: occasion.now }),
    deliverOutbox(tx),
    tell(tx, ...noticed(notices, ids), lead),
  ])
}

/** The one rep all of these came to; undefined where they came to several, or to none. */
function soleRep(landings: readonly Landing[]): string | undefined {
  const [first] = landings
  if (first?.to.kind !== 'rep' || first.to.id === null) return undefined
  return landings.every(({ to }) => to.id === first.to.id) ? first.to.id : undefined
}

/** Puts what happened into the outbox, in the deciding transaction; a job delivers it. */
export async function writeOutbox(tx: Tx, kind: string, leadIds: readonly string[], at: Date): Promise<void> {
  await keepOutbox(tx, kind, leadIds, at)
  await deliverOutbox(tx)
}

/** Puts what happened into the outbox, if any webhook listens; whoever calls it has it delivered. */
export async function keepOutbox(tx: Tx, kind: string, leadIds: readonly string[], at: Date): Promise<void> {
  if (leadIds.length === 0 || !(await someoneListens(tx))) return
  const pages: unknown[][] = []
  for (let i = 0; i < leadIds.length; i += OUTBOX_PAGE) {
    pages.push([tx.orgId, uuidv7(), kind, leadIds.slice(i, i + OUTBOX_PAGE), at])
  }
  await insertRows(tx, 'outbox', ['org_id', 'outbox_id', 'kind', 'lead_ids', 'at'], pages)
}

/** Has the outbox delivered once this transaction commits. Until then all others who ask for it wait: call it last. */
export async function deliverOutbox(tx: Tx): Promise<void> {
  if (await someoneListens(tx)) await enqueue(tx, 'webhook.deliver', {}, { key: `webhook ${tx.orgId}` })
}

const listening = new WeakMap<Tx, Promise<boolean>>()

// A webhook hears of what happens from its own making on, so with none there is nothing to keep. Asked once a transaction.
function someoneListens(tx: Tx): Promise<boolean> {
  const asked =
    listening.get(tx) ??
    one(
      tx,
      sql<{ listens: boolean }>`select exists (
        select from webhook where webhook.org_id = ${tx.orgId} and active) as listens`,
    ).then((found) => found?.listens ?? false)
  listening.set(tx, asked)
  return asked
}

export interface Notice {
  readonly userId: string
  readonly kind: string
  readonly leadId: string | null
  readonly data: Readonly<Record<string, unknown>>
}

/** Tells members something: in the app at once, by mail and group robot through a job. */
export async function notify(tx: Tx, notices: readonly Notice[], at: Date): Promise<void> {
  if (notices.length === 0) return
  const ids = notices.map(() => uuidv7())
  await Promise.all([keepNotices(tx, notices, { ids, at }), tell(tx, ...noticed(notices, ids))])
}

/** Writes notices and has them sent, as `deliverOutbox` does its part. */
async function keepNotices(
  tx: Tx,
  notices: readonly Notice[],
  { ids, at }: { ids: readonly string[]; at: Date },
): Promise<void> {
  if (notices.length === 0) return
  const runAt = new Date(at.getTime() + GATHER)
  await Promise.all([
    insertRows(
      tx,
      'notice',
      ['org_id', 'user_id', 'notice_id', 'kind', 'lead_id', 'data', 'at'],
      notices.map((notice, i) => [
        tx.orgId,
        notice.userId,
        ids[i],
        notice.kind,
        notice.leadId,
        notice.data,
        at,
      ]),
    ),
    enqueue(tx, 'notice.send', {}, { key: 'notices', runAt, keepMoment: true }),
  ])
}

/** What open pages are to be told of notices. */
function noticed(notices: readonly Notice[], ids: readonly string[]): Told[] {
  if (notices.length === 0) return []
  return [{ topic: 'notice', ids, users: [...new Set(notices.map(({ userId }) => userId))] }]
}

function noticesTo(landings: readonly Landing[], { actor }: Occasion): Notice[] {
  const toReps = landings.filter((landing) => landing.to.kind === 'rep' && landing.to.id !== actor.id)
  return [...Map.groupBy(toReps, (landing) => landing.to.id as string)].flatMap(noticesOf)
}

function noticesOf([userId, theirs]: [string, readonly Landing[]]): Notice[] {
  if (theirs.length > NOTICES_AT_ONCE) {
    return [{ userId, kind: 'leads.assigned', leadId: null, data: { count: theirs.length } }]
  }
  return theirs.map(({ leadId, kind, data }) => ({
    userId,
    kind: `lead.${kind}`,
    leadId,
    data: { why: data?.['why'] },
  }))
}
