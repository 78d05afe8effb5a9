import type { AssignPolicy } from '../../../contract/assign.ts'
import { dayOf } from '../../../rules/days.ts'
import type { Fields } from '../../../rules/fields.ts'
import { addressOf } from '../../../rules/fields.ts'
import type { LeadFacts } from '../../../rules/matches.ts'
import type { Tx } from '../../db/db.ts'
import { cellKey } from '../../rooms/ability/decide/tally.ts'
import type { Abilities } from '../../rooms/ability/service.ts'
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
  /** The channel and segment that a lead's abilities are asked of. */
  readonly placeOf: Abilities['placeOf']
}

/** A page of leads as they came, in the order of their arrival; `last` is where the next begins, undefined at the end. */
export async function readPage(
  tx: Tx,
  { since, after, asks, ground, placeOf }: Wanted,
): Promise<{ leads: PastLead[]; places: Map<string, AblePlace>; read: number; last: Place | undefined }> {
  const found = await pastLeads(tx, { since, after, limit: PAGE, properties: asks })
  const then = found
    .filter((row) => row.first !== null)
    .map((row) => {
      const facts = factsThen(row, asks)
      return { leadId: row.leadId, row, facts, place: placeOf(row.channel, facts) }
    })
  const { policy, zone } = ground
  const at = { rules: policy.rules, now: new Date(), day: dayOf(new Date(), zone) }
  const { pointers } = await pointersOf(tx, then, at)
  const end = found.toSorted((a, b) => +a.arrivedAt - +b.arrivedAt || (a.leadId < b.leadId ? -1 : 1)).at(-1)
  return {
    leads: then.map(({ row, ...known }) =>
      pastLead(row, { ...known, pointers: pointers.get(row.leadId) ?? {} }),
    ),
    places: new Map(then.map(({ place }) => [placeKey(place), place])),
    read: found.length,
    last: end && found.length === PAGE ? { at: end.arrivedAt, leadId: end.leadId } : undefined,
  }
}

/** Abilities are told apart by it. */
type AblePlace = ReturnType<Abilities['placeOf']>
const placeKey = ({ channel, segment }: AblePlace) => cellKey(channel, segment)

type Known = Pick<PastLead, 'facts' | 'pointers'> & { readonly place: AblePlace }

function pastLead(row: PastRow, { facts, pointers, place }: Known): PastLead {
  const { leadId, firstAt, first, until, firstFollowupAt, gradeThen } = row
  const answered = firstFollowupAt && firstAt ? (+firstFollowupAt - +firstAt) / MINUTE : null
  return {
    leadId,
    at: row.arrivedAt,
    facts,
    pointers,
    place: placeKey(place),
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
