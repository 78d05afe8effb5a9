import { createHash } from 'node:crypto'
import type { SentEvent } from '../../../contract/behaviour.ts'
import type { Tx } from '../../db/db.ts'
import { matchKeys } from '../../lead/keys.ts'
import { machineOf } from '../../rooms/behaviour/decide/machine.ts'
import { because, type Because, readEvent, tidy } from '../../rooms/behaviour/decide/read.ts'
import type { Event } from '../../rooms/behaviour/store/events.ts'
import { leadsBehind } from '../../rooms/behaviour/store/known.ts'
import { clean } from '../../rooms/clean/decide/clean.ts'
import { behave, type Fate } from '../behave.ts'
import { readSetup } from '../setup.ts'

export interface Answer {
  readonly status: Fate | 'refused'
  readonly reasons: readonly Because[]
}

export interface Sender {
  /** Whose event ids these are: the key, the site, the hook. */
  readonly sender: string
  readonly door: string
  readonly now: Date
}

const refused = (reason: Because): Answer => ({ status: 'refused', reasons: [reason] })

/**
 * Takes events as they were sent: each is read and answered by itself, in its place; those of nobody known are refused, the
 * others go through `behave` together.
 */
export async function takeEvents(tx: Tx, sent: readonly unknown[], sender: Sender): Promise<Answer[]> {
  const read = sent.map((raw) => readEvent(raw, sender.now))
  const events = read.flatMap((each) => ('event' in each ? each.event : []))
  const whose = await finder(tx, events, sender.now)
  const ids = new Set<string>()
  const placed = read.map((each) => {
    if ('reason' in each) return refused(each.reason)
    if (ids.has(each.event.id)) return refused(because('events.twice'))
    ids.add(each.event.id)
    const leadId = whose(each.event)
    if (!leadId && !each.event.visitorId) return refused(because('events.nobody'))
    return eventOf(each.event, { ...sender, orgId: tx.orgId, leadId })
  })
  const fates = await behave(
    tx,
    placed.filter((each) => 'eventId' in each),
    sender.now,
  )
  return placed.map((each) =>
    'eventId' in each ? { status: fates.get(each.eventId) as Fate, reasons: [] } : each,
  )
}

/** Finds the lead an event is of: by its id, or by its exact keys as an arrival would be known; null where there is none. */
async function finder(tx: Tx, events: readonly SentEvent[], now: Date) {
  const keyed = events.some(({ email, phone, wechat }) => email || phone || wechat)
  const cleaning = keyed ? (await readSetup(tx, now)).cleaning : undefined
  const keysOf = ({ email, phone, wechat }: SentEvent): string[] => {
    if (!cleaning || !(email || phone || wechat)) return []
    const { values } = clean(
      { email, phone, wechat },
      { fields: cleaning.fields, at: { now, zone: cleaning.zone } },
    )
    return matchKeys(values)
  }
  const keys = new Map(events.map((event) => [event, keysOf(event)]))
  const { byKey, byId } = await leadsBehind(tx, {
    keys: [...new Set([...keys.values()].flat())],
    leadIds: events.flatMap(({ leadId }) => leadId ?? []),
  })
  return (event: SentEvent): string | null => {
    if (event.leadId) return byId.get(event.leadId) ?? null
    return (keys.get(event) ?? []).map((key) => byKey.get(key)).find((id) => id !== undefined) ?? null
  }
}

function eventOf(
  event: SentEvent,
  { sender, orgId, door, leadId }: Sender & { orgId: string; leadId: string | null },
): Event {
  return {
    eventId: eventId(orgId, sender, event.id),
    kind: event.kind,
    at: event.at,
    about: tidy(event.about ?? ''),
    seconds: event.seconds ?? null,
    door,
    visitorId: event.visitorId ?? null,
    leadId,
    machine: machineOf({ ...event, purpose: event.prefetch ? 'prefetch' : undefined }),
  }
}

/** The same id of the same sender is the same event: a UUID (version 8) made of both. */
export function eventId(...of: string[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(of)).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
