/** What a lead was at a past moment, by what its trail tells. */
import type { LeadFacts } from '../../../../../rules/matches.ts'
import { undone } from './edits.ts'

/** An entry of the trail, its sealed changes opened. */
export interface Happening {
  readonly at: Date
  readonly kind: string
  readonly data: Readonly<Record<string, unknown>>
  readonly changes: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[]
}

/** A lead as it stands with all that happened to it. */
export interface Life {
  readonly lead: LeadFacts
  /** Its own trail, in order; no entry is earlier than the one before it. */
  readonly trail: readonly Happening[]
  /** When it was followed up, notes left out, rising; those of leads merged into it from the merge on. */
  readonly followups: readonly { readonly at: Date; readonly from: Date }[]
  /** Its person was erased: what it said of itself is gone. */
  readonly erased: boolean
}

/** A lead as it was, and the properties of it that cannot be told: these stand as they are today, but for what changes tell. */
export interface Was {
  readonly facts: LeadFacts
  readonly untold: ReadonlySet<string>
}

/** What no entry of the trail tells, or not each time. A customer's own facts move on with every purchase. */
const neverTold = [
  'dueAt',
  'nextAt',
  'nextStep',
  'stageReason',
  'amount',
  'currency',
  'protected',
  'duplicateOf',
  'updatedAt',
  'score',
  'grade',
]
const ofCustomer = ['customerStage', 'customerSpend', 'customerLastPurchase']
/** What is told by what happened, entry by entry, and not as a change of a value. */
const lived = [
  'stage',
  'stageAt',
  'holderKind',
  'holderId',
  'poolId',
  'closedAs',
  'assignedAt',
  'phoneStatus',
  'emailStatus',
  'customerId',
  'firstFollowupAt',
  'lastFollowupAt',
] as const
type Lived = Record<(typeof lived)[number], unknown>

/** An entry that late logging puts before others happened no earlier than they did; the order of the trail stays. */
export function inOrder<T extends { readonly at: Date }>(trail: readonly T[]): T[] {
  let latest = 0
  return trail.map((each) => {
    latest = Math.max(latest, each.at.getTime())
    return each.at.getTime() === latest ? each : { ...each, at: new Date(latest) }
  })
}

/** The lead as it was at a moment. */
export function leadAt(life: Life, at: Date): Was {
  const { lead, trail, erased } = life
  const since = trail.findIndex((each) => each.at > at)
  const later = since < 0 ? [] : trail.slice(since)
  const edits = later.flatMap((each) =>
    each.changes.map(({ field, before }) => ({ at: each.at, field, before })),
  )
  const facts = undone(lead, edits)
  const [was, is] = [livedUntil(life, at), livedUntil(life, null)]
  // What the trail does not lead to as it stands today, it does not lead to then either
  const told = lived.filter((name) => same(is[name], lead[name]))
  const known = Object.fromEntries(told.map((name) => [name, was[name]]))
  const untold = new Set([...neverTold, ...lived.filter((name) => !told.includes(name))])
  if (known['customerId'] === null) {
    for (const name of ofCustomer) known[name] = null
  } else for (const name of ofCustomer) untold.add(name)
  if (erased) for (const name of Object.keys(lead)) if (!outlives.has(name)) untold.add(name)
  return { facts: { ...facts, ...known }, untold }
}

/** What erasing leaves of a lead. */
const outlives: ReadonlySet<string> = new Set([
  'sourceId',
  'door',
  'arrivedAt',
  'createdAt',
  'stage',
  'stageAt',
  'holderKind',
  'holderId',
  'poolId',
  'closedAs',
  'assignedAt',
  'firstFollowupAt',
  'lastFollowupAt',
])

/** Of a lead that was closed at a moment: since when; what happened after that changes its score no more. */
export function closedSince({ trail }: Life, at: Date): Date | null {
  const last = trail.findLast((each) => each.at <= at && to(each))
  return last && to(last)?.kind === 'closed' ? last.at : null
}

interface Holder {
  readonly kind: string
  readonly id: string | null
}
const to = ({ data }: Happening) => data['to'] as Holder | null | undefined
const from = ({ data }: Happening) => data['from'] as Holder | null | undefined
const ends: ReadonlySet<unknown> = new Set(['converted', 'lost', 'invalid'])

/** What had become of the lead by a moment; null: until today. */
function livedUntil({ lead, trail, followups }: Life, until: Date | null): Lived {
  const arrived = undone(
    lead,
    trail.flatMap(({ at, changes }) => changes.map((change) => ({ ...change, at }))),
  )
  const heard = followups.filter((each) => !until || (each.at <= until && each.from <= until))
  const first = trail.find(to)
  let now: Lived = {
    stage: 'new',
    stageAt: lead['arrivedAt'],
    closedAs: null,
    assignedAt: null,
    holderKind: null,
    holderId: null,
    poolId: null,
    customerId: null,
    phoneStatus: statusOf(arrived['phone']),
    emailStatus: statusOf(arrived['email']),
    firstFollowupAt: heard.at(0)?.at ?? null,
    lastFollowupAt: heard.at(-1)?.at ?? null,
  }
  // Where a pool first comes in later, the one it would have fallen back to before is not told
  if (first && to(first)?.kind !== 'pool')
    now = { ...now, poolId: trail.some(isPooled) ? undefined : lead['poolId'] }
  for (const each of trail) {
    if (until && each.at > until) break
    now = after(now, each)
  }
  return now
}

const isPooled = (each: Happening) => to(each)?.kind === 'pool'
const statusOf = (value: unknown) => (value ? 'formatOk' : 'unverified')

function after(now: Lived, each: Happening): Lived {
  const { at, kind, data, changes } = each
  const next: Lived = { ...now, ...held(now, each) }
  if (typeof data['customerId'] === 'string') next.customerId = data['customerId']
  if (kind === 'verified' && (data['field'] === 'phone' || data['field'] === 'email'))
    next[`${data['field']}Status`] = data['status']
  for (const { field, after: value } of changes) {
    if (field === 'phone' || field === 'email') next[`${field}Status`] = statusOf(value)
    if (field === 'stage') next.stage = value
  }
  if (next.stage !== now.stage) next.stageAt = at
  return next
}

/** What a change of holder brings: an end has a stage of its own, and what begins anew is new. */
function held(now: Lived, each: Happening): Partial<Lived> {
  const holder = to(each)
  if (!holder) return {}
  const closedAs = holder.kind === 'closed' ? (each.data['closedAs'] ?? null) : null
  const anew = from(each)?.kind === 'closed' && holder.kind !== 'closed' && ends.has(now.stage)
  return {
    holderKind: holder.kind,
    holderId: holder.id,
    closedAs,
    ...(ends.has(closedAs) ? { stage: closedAs } : anew ? { stage: 'new' } : {}),
    ...(holder.kind === 'pool' ? { poolId: holder.id } : {}),
    ...(holder.kind === 'rep' ? { assignedAt: each.at } : {}),
  }
}

function same(a: unknown, b: unknown): boolean {
  const plain = (value: unknown) => (value instanceof Date ? value.getTime() : (value ?? null))
  return a !== undefined && plain(a) === plain(b)
}
