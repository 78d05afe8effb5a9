import { useSyncExternalStore } from 'react'
import { logFollowup } from '../../../contract/followup.ts'
import { NotDone, Refused, call } from '../../app/api.ts'
import type { Sent } from '../../app/api.ts'

export type LogBody = NonNullable<Sent<typeof logFollowup>['body']>

/** A follow-up on its way to the server: kept on this device until the server has it. */
export interface Waiting {
  leadId: string
  /** Who wrote it: on a shared device nobody sends another's. */
  by: string
  body: LogBody
  /** The refusal's sentence, when the server would not have it: it waits for a decision then. */
  problem?: string
}

type Sender = (waiting: Waiting) => Promise<unknown>

const stored = 'sluice.outbox'
const readers = new Set<() => void>()
let held = read()
let sending: Promise<void> | undefined

function read(): readonly Waiting[] {
  try {
    return JSON.parse(localStorage.getItem(stored) ?? '[]') as Waiting[]
  } catch {
    return []
  }
}

// Other tabs of this browser write here too, so what is stored is read before it is changed.
function keep(change: (now: readonly Waiting[]) => readonly Waiting[]): void {
  held = change(read())
  localStorage.setItem(stored, JSON.stringify(held))
  for (const tell of readers) tell()
}

const send: Sender = ({ leadId, body }) => call(logFollowup, { params: { leadId }, body })

/**
 * Puts a follow-up into the outbox and tries to send all that waits. Its `activityId` makes sending twice harmless.
 * Resolves to whether the server has it; what it refuses is thrown and not kept, for the writer still has the form.
 */
export async function post(waiting: Waiting, sender: Sender = send): Promise<boolean> {
  keep((now) => [...now, waiting])
  const id = waiting.body.activityId
  await flush(waiting.by, sender)
  const left = held.find((each) => each.body.activityId === id)
  if (left?.problem === undefined) return left === undefined
  discard(id)
  throw new NotDone(left.problem)
}

/** Sends what waits, oldest first; stops where the server cannot be reached. One run at a time. */
export function flush(by: string, sender: Sender = send): Promise<void> {
  sending = (sending ?? Promise.resolve()).then(() => sendAll(by, sender))
  return sending
}

async function sendAll(by: string, sender: Sender): Promise<void> {
  for (const waiting of held.filter((each) => each.by === by && each.problem === undefined)) {
    const id = waiting.body.activityId
    try {
      await sender(waiting)
      discard(id)
    } catch (error) {
      // Signed out meanwhile, or not reached: it stays and goes with the next try.
      if (!(error instanceof Refused) || error.status === 401 || error.status >= 500) return
      mark(id, error.message)
    }
  }
}

/** Tries one again that the server refused. */
export function retry(id: string, by: string): void {
  mark(id)
  void flush(by)
}

function mark(id: string, problem?: string): void {
  keep((now) =>
    now.map(({ problem: before, ...each }) => {
      const said = each.body.activityId === id ? problem : before
      return said === undefined ? each : { ...each, problem: said }
    }),
  )
}

/** Forgets one: it was sent, or is not wanted any more. */
export function discard(id: string): void {
  keep((now) => now.filter((each) => each.body.activityId !== id))
}

function subscribe(changed: () => void): () => void {
  readers.add(changed)
  const elsewhere = () => {
    held = read()
    changed()
  }
  window.addEventListener('storage', elsewhere)
  return () => {
    readers.delete(changed)
    window.removeEventListener('storage', elsewhere)
  }
}

/** What waits on this device. */
export function useOutbox(): readonly Waiting[] {
  return useSyncExternalStore(subscribe, () => held)
}
