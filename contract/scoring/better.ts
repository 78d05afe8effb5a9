import type { Condition } from '../../rules/condition.ts'
import { dayOf } from '../../rules/days.ts'
import { facts, type Field, type Fields } from '../../rules/fields.ts'
import { type LeadFacts, type Moment, reader } from '../../rules/matches.ts'
import type { Criterion, Grading, ScorePolicy } from '../scorecard.ts'
import { eventCriteria, type Score, type Scorer, scorer } from './score.ts'
import { type Did, type EventCriterion, fold, type Tally } from './tally.ts'

/** Something that would add points: facts that are still missing, something the person does, or a follow-up. */
export type Step = {
  readonly label: string
  /** What it adds to the score after the steps before it. */
  readonly gain: number
} &
  /** `whatever`: any value will do, else only one that fits the line. */
  (
    | {
        readonly kind: 'facts'
        readonly patch: Patch
        readonly fields: readonly Field[]
        readonly whatever: boolean
      }
    | { readonly kind: 'event'; readonly did: readonly Did[] }
    | { readonly kind: 'followup' }
  )

/** Values by the addresses of their fields. */
export type Patch = Readonly<Record<string, unknown>>

/** What would bring a lead to a better grade, the most telling first; `missing` in points, where grades are one scale. */
export interface Better {
  readonly grade: string
  readonly missing: number | null
  readonly steps: readonly Step[]
}

export interface Known {
  readonly lead: LeadFacts
  readonly tally: Tally
}

interface Ground {
  readonly policy: ScorePolicy
  readonly fields: Fields
  readonly at: Moment
}

/** A lead as it would be after a step. */
export function after({ lead, tally }: Known, step: Step, { policy, fields, at }: Ground): Known {
  if (step.kind === 'event') return { lead, tally: fold(tally, eventCriteria(policy), step.did) }
  if (step.kind === 'followup') return { lead: { ...lead, lastFollowupAt: at.now }, tally }
  return { lead: patched(lead, step.patch, fields), tally }
}

const MOST_STEPS = 3

/**
 * The fewest steps, the largest gains first, that move a lead to a better grade: tried by scoring it so. Null where none of
 * three would, or where it has the best already. Only what is missing is asked for, never another value than the one held.
 */
export function better(known: Known, ground: Ground): Better | null {
  const { policy, fields, at } = ground
  const score = scorer(policy, fields, at)
  const before = score(known.lead, known.tally)
  const card = policy.cards.find(({ id }) => id === before.card)
  if (!card || isBest(card.grading, before)) return null
  const open = card.groups.flatMap(({ criteria }) =>
    criteria.flatMap((one) => stepOf(one, known, ground) ?? []),
  )
  return climb({ known, before, score, grading: card.grading }, open, ground)
}

interface Climb {
  readonly known: Known
  readonly before: Score
  readonly score: Scorer
  readonly grading: Grading
}

function climb(
  { known, before, score, grading }: Climb,
  open: readonly Step[],
  ground: Ground,
): Better | null {
  let [here, now] = [known, before]
  const steps: Step[] = []
  let left = open
  while (steps.length < MOST_STEPS) {
    const tried = left.map((step) => {
      const next = after(here, step, ground)
      return { step, next, scored: score(next.lead, next.tally) }
    })
    const useful = tried.filter(({ scored }) => scored.card === before.card && scored.score > now.score)
    const best = useful.toSorted((a, b) => b.scored.score - a.scored.score)[0]
    if (!best) return null
    steps.push({ ...best.step, gain: best.scored.score - now.score })
    left = left.filter((step) => step !== best.step)
    ;[here, now] = [best.next, best.scored]
    if (isBetter(grading, before.grade, now.grade))
      return { grade: now.grade, missing: missingTo(grading, now.grade, before.score), steps }
  }
  return null
}

const names = (steps: readonly { grade: string; from: number }[]) => [
  ...steps.toSorted((a, b) => b.from - a.from).map(({ grade }) => grade),
  '',
]

/** A grid's grade is better where neither of its sides is worse. */
function isBetter(grading: Grading, before: string, now: string): boolean {
  if (before === now) return false
  if (grading.kind === 'scale') {
    const order = names(grading.steps)
    return order.indexOf(now) < order.indexOf(before)
  }
  const [from, to] = [sides(grading, before), sides(grading, now)]
  return from !== undefined && to !== undefined && to.fit <= from.fit && to.behaviour <= from.behaviour
}

function sides(grading: Extract<Grading, { kind: 'grid' }>, grade: string) {
  const [fits, behaviours] = [names(grading.fit), names(grading.behaviour)]
  for (const [fit, row] of fits.entries())
    for (const [behaviour, column] of behaviours.entries())
      if (row + column === grade) return { fit, behaviour }
  return undefined
}

function isBest(grading: Grading, { grade }: Score): boolean {
  if (grading.kind === 'scale') return names(grading.steps)[0] === grade
  return `${names(grading.fit)[0]}${names(grading.behaviour)[0]}` === grade
}

function missingTo(grading: Grading, grade: string, score: number): number | null {
  if (grading.kind === 'grid') return null
  const from = grading.steps.find((step) => step.grade === grade)?.from
  return from === undefined ? null : from - score
}

// ── what would make a criterion give more

function stepOf(criterion: Criterion, { lead, tally }: Known, { fields, at }: Ground): Step | undefined {
  const { label } = criterion
  if (criterion.kind === 'silence') return { kind: 'followup', label, gain: 0 }
  if (criterion.points <= 0) return undefined
  if (criterion.kind === 'event') return { kind: 'event', label, gain: 0, did: enough(criterion, tally, at) }
  const patch = filling(criterion.when, lead, fields)
  if (!patch) return undefined
  const asked = Object.keys(patch).flatMap((address) => fields.get(address) ?? [])
  return asked.length === 0
    ? undefined
    : { kind: 'facts', label, gain: 0, patch, fields: asked, whatever: asksPresence(criterion.when) }
}

/** Whether it asks of facts no more than to be there. */
function asksPresence(condition: Condition): boolean {
  if ('all' in condition) return condition.all.every(asksPresence)
  if ('any' in condition) return condition.any.every(asksPresence)
  return 'not' in condition
}

/** As often as it takes to count, at this moment. */
function enough(
  { id, event, about = '', counts }: EventCriterion,
  { counted }: Tally,
  { now, zone }: Moment,
): Did[] {
  const had = Object.values(counted[id] ?? {}).reduce((sum, { count }) => sum + count, 0)
  const times = counts.kind === 'each' ? 1 : Math.max(1, (counts.atLeast ?? 1) - had)
  return Array.from({ length: times }, () => ({ kind: event, about, at: now, day: dayOf(now, zone) }))
}

/** Values for missing facts under which a condition holds; undefined where what is held stands against it. */
function filling(condition: Condition, lead: LeadFacts, fields: Fields): Patch | undefined {
  if ('any' in condition) {
    return condition.any.map((part) => filling(part, lead, fields)).find((part) => part !== undefined)
  }
  if ('all' in condition) {
    const parts = condition.all.map((part) => filling(part, lead, fields))
    const whole = parts.filter((part) => part !== undefined)
    if (whole.length < parts.length) return undefined
    return Object.fromEntries(whole.flatMap((part) => Object.entries(part)))
  }
  const wanted = 'not' in condition ? anything(condition.not, fields) : valueFor(condition, fields)
  if (!wanted || reader(wanted.field)(lead) !== undefined) return undefined
  return { [wanted.address]: wanted.value }
}

interface Wanted {
  readonly address: string
  readonly field: Field
  readonly value: unknown
}

const editable: ReadonlySet<string> = new Set(facts)

/** Of facts that a person can fill in. */
function fieldOf(address: string, fields: Fields): Field | undefined {
  const field = fields.get(address)
  return field && (field.origin === 'custom' || editable.has(field.key)) ? field : undefined
}

/** Any value at all, where a condition asks that a fact be there. */
function anything(condition: Condition, fields: Fields): Wanted | undefined {
  if (!('op' in condition) || condition.op !== 'is_empty') return undefined
  const field = fieldOf(condition.field, fields)
  const some = field && {
    text: '…',
    number: 1,
    boolean: true,
    region: '11',
    list: ['…'],
    choice: '…',
    date: undefined,
  }
  const value = field && (field.options?.[0]?.value ?? some?.[field.type])
  return field && value !== undefined ? { address: condition.field, field, value } : undefined
}

function valueFor(condition: Condition, fields: Fields): Wanted | undefined {
  if (!('op' in condition)) return undefined
  const field = fieldOf(condition.field, fields)
  const { op, value, field: address } = condition
  if (!field) return undefined
  if (op === 'is_true' || op === 'is_false') return { address, field, value: op === 'is_true' }
  if (op === 'has_any' || op === 'has_all') return { address, field, value }
  if (['is', 'one_of', 'contains', 'starts_with', 'in'].includes(op))
    return { address, field, value: [value].flat()[0] }
  if (['equals', 'at_least', 'at_most'].includes(op)) return { address, field, value }
  return undefined
}

function patched(lead: LeadFacts, patch: Patch, fields: Fields): LeadFacts {
  const own: Record<string, unknown> = {}
  const attrs: Record<string, unknown> = { ...(lead['attrs'] as LeadFacts | undefined) }
  for (const [address, value] of Object.entries(patch)) {
    const field = fields.get(address)
    if (!field) continue
    if (field.origin === 'custom') attrs[field.key] = value
    else own[field.property ?? field.key] = value
  }
  return { ...lead, ...own, attrs }
}
