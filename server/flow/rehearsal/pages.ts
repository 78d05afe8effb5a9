import type { AssignPolicy } from '../../../contract/assign.ts'
import { dayOf } from '../../../rules/days.ts'
import type { Fields } from '../../../rules/fields.ts'
import { addressOf } from '../../../rules/fields.ts'
import type { LeadFacts } from '../../../rules/matches.ts'
import type { Tx } from '../../db/db.ts'
import type { Ground, Holder, PastLead } from '../../rooms/assign/decide/rehearsal/deal.ts'
import { askedBy } from '../../rooms/assign/decide/replay.ts'
import { pastLeads, type PastRow, type Place } from '../../rooms/assign/store/history.ts'
import { undone } from '../../rooms/score/decide/past/edits.ts'
import { pointersOf } from '../point.ts'

/** Leads read at a time: few enough that the server answers others within milliseconds. */
const PAGE = 1000
const MINUTE = 60_000 // ms

interface Wanted {
  readonly since: Date
  readonly after: Place | null
  readonly asks: readonly string[]
  readonly ground: Ground
}

/** A page of leads as they came, in the order of their arrival; `last` is where the next begins, undefined at the end. */
export async function readPage(
  tx: Tx,
  { since, after, asks, ground }: Wanted,
): Promise<{ leads: PastLead[]; read: number; last: Place | undefined }> {
  const found = await pastLeads(tx, { since, after, limit: PAGE, properties: asks })
  const then = found
    .filter((row) => row.first !== null)
    .map((row) => ({ leadId: row.leadId, row, facts: factsThen(row, asks) }))
  const { policy, zone } = ground
  const at = { rules: policy.rules, now: new Date(), day: dayOf(new Date(), zone) }
  const { pointers } = await pointersOf(tx, then, at)
  const end = found.toSorted((a, b) => +a.arrivedAt - +b.arrivedAt || (a.leadId < b.leadId ? -1 : 1)).at(-1)
  return {
    leads: then.map(({ row, facts }) => pastLead(row, facts, pointers.get(row.leadId) ?? {})),
    read: found.length,
    last: end && found.length === PAGE ? { at: end.arrivedAt, leadId: end.leadId } : undefined,
  }
}

function pastLead(row: PastRow, facts: LeadFacts, pointers: PastLead['pointers']): PastLead {
  const { leadId, firstAt, first, until, firstFollowupAt, channel, gradeThen } = row
  const answered = firstFollowupAt && firstAt ? (+firstFollowupAt - +firstAt) / MINUTE : null
  return {
    leadId,
    at: row.arrivedAt,
    facts,
    pointers,
    channel,
    grade: gradeThen ?? '',
    first: first as Holder,
    until,
    answered: answered !== null && answered >= 0 ? answered : null,
    won: wonOf(row),
  }
}

const outcomes = new Set(['converted', 'lost', 'invalid'])

const wonOf = ({ stage, closedAs }: PastRow): boolean | null =>
  outcomes.has(stage) && closedAs !== null && outcomes.has(closedAs) ? stage === 'converted' : null

/** What a lead was besides what its trail tells: new, scored as it was at first, and nobody's. */
function factsThen(row: PastRow, asks: readonly string[]): LeadFacts {
  const was = undone(
    row,
    row.edits.map((edit) => ({ ...edit, at: row.arrivedAt })),
  )
  const born: LeadFacts = {
    ...was,
    score: row.scoredThen ?? 0,
    grade: row.gradeThen ?? '',
    stage: 'new',
    stageAt: row.arrivedAt,
    createdAt: row.arrivedAt,
    holderKind: null,
    holderId: null,
    assignedAt: null,
    lastFollowupAt: null,
    firstFollowupAt: null,
    nextAt: null,
    dueAt: null,
  }
  return Object.fromEntries(
    [...asks, 'duplicateOf', 'customerHolder', 'region', 'attrs', 'sourceId'].map((each) => [
      each,
      born[each],
    ]),
  )
}

/** Fields that rules ask of which no trail tells what they were: personal ones, tags, and what stands with the customer. */
export function unkept(policy: AssignPolicy, fields: Fields): string[] {
  const asked = new Set(askedBy(policy, fields))
  return [...fields.values()]
    .filter(
      (field) =>
        asked.has(field.property ?? field.key) && (field.personal || field.joined || field.key === 'tags'),
    )
    .map(addressOf)
}
