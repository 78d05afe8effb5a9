import { sql } from 'kysely'
import { type QueueLead } from '../../../contract/confirm.ts'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import type { FieldStatus } from '../../../contract/lead.ts'
import type { Lang } from '../../../contract/shapes.ts'
import { type CheckedField, checkedFields, type leadMarks } from '../../../contract/verify.ts'
import { one, rows, type Tx } from '../../db/db.ts'
import { dayIn } from '../../lead/clock.ts'
import { holderNames } from '../../lead/names.ts'
import { type LeadState, readLeads } from '../../lead/store.ts'
import type { Caller, UserCaller } from '../../people/caller.ts'
import { scopeOf, scopeWhere } from '../../people/scope.ts'
import { readable } from '../../rooms/capture/decide.ts'
import * as confirming from '../../rooms/confirm/store.ts'
import { sayReason } from '../../rooms/probe/service.ts'
import * as verifying from '../../rooms/verify/store.ts'
import { judgeHeld } from '../quarantine.ts'
import { readSetup } from '../setup.ts'
import { sourcesOf } from './queue.ts'

const DAY = 86_400_000

interface Facts {
  readonly phoneStatus: FieldStatus
  readonly emailStatus: FieldStatus
  readonly waiting: CheckedField[]
  readonly checkable: CheckedField[]
}

/** What was found out about a lead's fields, for whoever sees the lead; undefined where they do not. */
export async function marksOf(
  tx: Tx,
  caller: Caller,
  { leadId, lang }: { leadId: string; lang: Lang },
): Promise<(Omit<ReplyOf<typeof leadMarks>, 'marks'> & { marks: Shown[] }) | undefined> {
  const scope = await scopeOf(tx, caller, new Date())
  const facts = await one(
    tx,
    sql<Facts>`select phone_status, email_status,
        array(select d.field from verification_due d where d.org_id = lead.org_id and d.lead_id = lead.lead_id) as waiting,
        array(select p.field from verification_provider p where p.org_id = lead.org_id and p.active) as checkable
      from lead where lead.org_id = ${tx.orgId} and lead.lead_id = ${leadId} and ${scopeWhere(scope)}`,
  )
  if (!facts) return undefined
  const marks = await verifying.readMarks(tx, [leadId])
  const names = await namesOf(
    tx,
    marks.flatMap(({ byUser }) => byUser ?? []),
  )
  return {
    ...facts,
    marks: marks
      .filter((mark) => agrees(mark, facts))
      .map(({ byUser, reason, ...mark }) => ({
        ...mark,
        reason: reason && sayReason(reason, lang),
        by: (byUser && names.get(byUser)) ?? null,
      })),
  }
}

type Shown = Omit<verifying.Mark, 'byUser' | 'leadId'> & { readonly by: string | null }

/** What was said of a value that was since replaced, and put back, does not count: the lead says what does. */
function agrees({ field, status }: verifying.Mark, { phoneStatus, emailStatus }: Facts): boolean {
  const said = { phone: phoneStatus, email: emailStatus }[field as CheckedField]
  return !checkedFields.includes(field as CheckedField) || said === status
}

async function namesOf(tx: Tx, userIds: readonly string[]): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map()
  const found = await rows(
    tx,
    sql<{ userId: string; name: string }>`select user_id, name from member
      where org_id = ${tx.orgId} and user_id = any(${userIds}::uuid[])`,
  )
  return new Map(found.map(({ userId, name }) => [userId, name]))
}

interface Turned {
  readonly sourceName: string
  readonly tries: number
  readonly until: Date
}

/** A lead of the queue with all that a person needs to confirm it, for the one whose turn it is. */
export async function queuedLead(
  tx: Tx,
  { leadId, lang, now }: { leadId: string; lang: Lang; now: Date },
): Promise<(Omit<QueueLead, 'arrivedAt' | 'until'> & { arrivedAt: Date; until: Date }) | null> {
  const setup = await readSetup(tx, now)
  const [lead] = await readLeads(tx, [leadId])
  const turn = await one(
    tx,
    sql<Turned>`select source.name as source_name, t.tries, t.until from confirm_turn t
      join lead on lead.org_id = t.org_id and lead.lead_id = t.lead_id
      join source on source.org_id = lead.org_id and source.source_id = lead.source_id
      where t.org_id = ${tx.orgId} and t.lead_id = ${leadId}`,
  )
  if (!lead || !turn) return null
  const [judged] = await judgeHeld(tx, [lead], { setup })
  return {
    ...factsOf(lead),
    ...turn,
    lacks: readable(judged?.reasons ?? [], lang),
    mostTries: setup.verification(lead.sourceId).mostTries,
  }
}

function factsOf({ attrs, tags, ...lead }: LeadState) {
  return { ...lead, tags: [...tags], custom: { ...attrs } }
}

/** The queue as a member sees it: what waits, and what was done in the last `days` days, today included. */
export async function queueState(tx: Tx, caller: UserCaller, days: number) {
  const now = new Date()
  const sourceIds = await sourcesOf(tx, caller)
  const may = sourceIds === null || sourceIds.length > 0
  const today = dayIn(caller.zone, now)
  const from = dayIn(caller.zone, new Date(now.getTime() - (days - 1) * DAY))
  const all = may ? await confirming.countOutcomes(tx, from) : []
  const counts = sourceIds === null ? all : all.filter(({ userId }) => userId === caller.userId)
  return {
    may,
    sources: may ? await confirming.countWaiting(tx, sourceIds, now) : [],
    counts,
    me: tally(counts.filter(({ userId, day }) => userId === caller.userId && day === today)),
  }
}

function tally(counts: readonly confirming.Counted[]) {
  const sum = (key: 'confirmed' | 'completed' | 'refused' | 'unreachable') =>
    counts.reduce((total, each) => total + each[key], 0)
  return {
    confirmed: sum('confirmed'),
    completed: sum('completed'),
    refused: sum('refused'),
    unreachable: sum('unreachable'),
  }
}

/** Who has a lead now, by name where there is one. */
export async function holderOf(tx: Tx, leadId: string): Promise<{ kind: string; name: string | null }> {
  const [lead] = await readLeads(tx, [leadId])
  const names = await holderNames(tx, lead?.holderId ? [lead.holderId] : [])
  return { kind: lead?.holderKind ?? 'closed', name: (lead?.holderId && names.get(lead.holderId)) ?? null }
}
