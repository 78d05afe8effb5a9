import { captureLimit } from '../../contract/capture.ts'
import { refuse } from '../../contract/refusals.ts'
import { isAway } from '../db/away.ts'
import { type Db, inTransaction, type Tx } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import { decideBatch } from '../flow.ts'
import { holderNames } from '../lead/names.ts'
import {
  type Capture,
  type CaptureRequest,
  type Incoming,
  inPlace,
  type Meant,
  nothing,
  type Result,
  undecidedReason,
} from '../rooms/capture/decide.ts'
import * as capturing from '../rooms/capture/store.ts'
import type { Decision } from './decision.ts'
import { gatherer, type Settled } from './gather.ts'
import { tellHeld, withTold } from './told.ts'

/** Told of every arrival that deciding failed on, and of every outcome, for the log and the metrics. */
export interface Watch {
  failed(error: unknown, arrivals: number): void
  decided(results: readonly Result[]): void
}

type Answer = readonly Result[]

/** How long a batch waits for those who may ask again at once, in ms: about what a call takes to come back. */
const GRACE = 2

/**
 * Opens the door into the flow. Calls that arrive together are decided in one transaction; when that fails, each
 * call is decided alone, then each of its leads alone, and what still fails is journalled as undecided.
 */
export function openCapture(db: Db, watch: Watch): Capture {
  const doors = new Map<string, (request: CaptureRequest) => Promise<Answer>>()
  return (orgId, request) => {
    let door = doors.get(orgId)
    if (!door) {
      door = gatherer((requests) => serve(db, orgId, { requests, watch }), {
        most: captureLimit,
        grace: GRACE,
        sizeOf: ({ incoming, unread = [] }) => incoming.length + unread.length,
      })
      doors.set(orgId, door)
    }
    return door(request)
  }
}

interface Serving {
  readonly requests: readonly CaptureRequest[]
  readonly watch: Watch
}

async function serve(
  db: Db,
  orgId: string,
  { requests, watch }: Serving,
): Promise<readonly Settled<Answer>[]> {
  try {
    const answers = await inTransaction(db, orgId, (tx) => answerAll(tx, requests))
    for (const answer of answers) if ('value' in answer) watch.decided(answer.value)
    return answers
  } catch (error) {
    // Nothing can be journalled either: whoever sent it is told to send it again.
    if (isAway(error)) return requests.map(() => ({ error: refuse('server.busy') }))
    if (requests.length > 1) {
      const alone: Settled<Answer>[] = []
      for (const request of requests) alone.push(...(await serve(db, orgId, { requests: [request], watch })))
      return alone
    }
    const [request] = requests as [CaptureRequest]
    watch.failed(error, request.incoming.length)
    return [{ value: await oneByOne(db, orgId, { request, watch }) }]
  }
}

/** Decides the leads of a call that failed as a whole each in its own transaction; journals those that still fail. */
async function oneByOne(
  db: Db,
  orgId: string,
  { request, watch }: { request: CaptureRequest; watch: Watch },
): Promise<Answer> {
  const results: Result[] = []
  for (const incoming of request.incoming) {
    results.push(...(await decideAlone(db, orgId, { incoming, watch })))
  }
  const { once, unread = [] } = request
  const whole = inPlace(results, unread)
  if (once || unread.length > 0) {
    const now = new Date()
    await inTransaction(db, orgId, async (tx) => {
      await capturing.journalUnread(tx, unread, now)
      if (once && !(await capturing.reserve(tx, { ...once, now }))) await capturing.keepReply(tx, once, whole)
    })
  }
  watch.decided(whole)
  return whole
}

interface Alone {
  readonly incoming: Incoming
  readonly watch: Pick<Watch, 'failed'>
  /** What is written in the same transaction as the outcome. */
  readonly beside?: (tx: Tx, result: Result) => Promise<void>
}

/** Decides one arrival in its own transaction; when that fails it is journalled as undecided, and tried again later. */
export async function decideAlone(
  db: Db,
  orgId: string,
  { incoming, watch, beside }: Alone,
): Promise<Answer> {
  try {
    return await inTransaction(db, orgId, async (tx) => {
      const results = await resultsOf(tx, await decideBatch(tx, [incoming], new Date()))
      for (const result of results) await beside?.(tx, result)
      return results
    })
  } catch (error) {
    watch.failed(error, 1)
    const { arrivalId } = incoming
    const undecided = { status: 'undecided', reasons: [undecidedReason] } as const
    const result = { ...nothing, ...undecided, arrivalId }
    await inTransaction(db, orgId, async (tx) => {
      await capturing.journalUndecided(tx, incoming, { personId: uuidv7(), error })
      await beside?.(tx, result)
    })
    return [result]
  }
}

async function answerAll(tx: Tx, requests: readonly CaptureRequest[]): Promise<Settled<Answer>[]> {
  const now = new Date()
  const answers: (Settled<Answer> | undefined)[] = []
  for (const request of requests) answers.push(await repeated(tx, request, now))
  const fresh = requests.filter((_, i) => !answers[i])
  await capturing.journalUnread(
    tx,
    fresh.flatMap(({ unread = [] }) => unread),
    now,
  )
  const results = await resultsOf(
    tx,
    await decideBatch(
      tx,
      fresh.flatMap(({ incoming }) => incoming),
      now,
    ),
  )
  let from = 0
  for (const [i, request] of requests.entries()) {
    if (answers[i]) continue
    const theirs = inPlace(results.slice(from, (from += request.incoming.length)), request.unread)
    answers[i] = { value: theirs }
    if (request.once) await capturing.keepReply(tx, request.once, theirs)
  }
  return answers as Settled<Answer>[]
}

/** The answer a repeated call gets, or undefined for a call that is the first under its key. */
async function repeated(tx: Tx, { once }: CaptureRequest, now: Date): Promise<Settled<Answer> | undefined> {
  if (!once) return undefined
  const held = await capturing.reserve(tx, { ...once, now })
  if (!held) return undefined
  if (!held.bodyHash.equals(once.bodyHash))
    return { error: refuse('idempotency.other_body', { key: once.key }) }
  // No answer yet can only be the same key twice in this very batch.
  return held.reply ? { value: held.reply } : { error: refuse('idempotency.in_flight') }
}

async function resultsOf(tx: Tx, decisions: readonly Decision[]): Promise<Result[]> {
  const [names, toldOf] = await Promise.all([
    holderNames(
      tx,
      decisions.flatMap(({ holder }) => (holder?.id ? [holder.id] : [])),
    ),
    tellHeld(
      tx,
      decisions.map(({ match }) => match),
    ),
  ])
  return decisions.map(({ incoming, status, leadId, reasons, suggestions, score, holder, match }) => ({
    arrivalId: incoming.arrivalId,
    status,
    leadId,
    reasons: reasons.map((reason) => withTold(reason, toldOf(match))),
    ...(suggestions.length > 0 ? { suggestions: suggestions.map(meantOf) } : {}),
    score: status === 'created' || status === 'quarantined' ? score.score : null,
    grade: status === 'created' || status === 'quarantined' ? score.grade : null,
    holder: holder && { ...holder, name: (holder.id && names.get(holder.id)) ?? null },
  }))
}

/** A suggestion as far as a caller is told of it. */
const meantOf = ({ field, value, confidence, pattern, message }: Decision['suggestions'][number]): Meant => ({
  field,
  value,
  confidence,
  pattern,
  message,
})
