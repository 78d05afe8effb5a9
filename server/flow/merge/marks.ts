import type { FieldStatus } from '../../../contract/lead.ts'
import { type CheckedField, checkedFields } from '../../../contract/verify.ts'
import type { Tx } from '../../db/db.ts'
import { noteChecks } from '../../lead/checks.ts'
import type { LeadState, LeadValues } from '../../lead/store.ts'
import { columnOf, same } from '../../rooms/merge/decide/undo.ts'
import type { Snapshot } from '../../rooms/merge/store.ts'
import * as probing from '../../rooms/probe/store.ts'
import * as listing from '../../rooms/probe/store/lists.ts'
import { bare, trustIn, weightiest } from '../../rooms/verify/decide/status.ts'
import * as verifying from '../../rooms/verify/store.ts'
import { valueIn } from '../verify/apply.ts'

/** What was found out about the values that leads have now, as far as it counts. */
export async function marksOf(tx: Tx, leads: readonly LeadState[]): Promise<verifying.Mark[]> {
  const marks = await verifying.readMarks(
    tx,
    leads.map(({ leadId }) => leadId),
  )
  // Said of a value that was since replaced, and put back, it does not count: the lead says what does.
  return marks.filter(({ leadId, field, status }) => {
    const lead = leads.find((each) => each.leadId === leadId)
    return !isChecked(field) || lead?.[`${field}Status`] === status
  })
}

const isChecked = (field: string): field is CheckedField => checkedFields.includes(field as CheckedField)

/** How far each value of a lead is to be trusted, by field; what is not named is not verified. */
export function trustOf(lead: LeadState, marks: readonly verifying.Mark[]): Record<string, number> {
  const marked = marks.filter(({ leadId }) => leadId === lead.leadId)
  const statuses: [string, FieldStatus][] = [
    ...checkedFields.map((field): [string, FieldStatus] => [field, bare(field, valueIn(lead, field))]),
    ...marked.map(({ field, status }): [string, FieldStatus] => [field, status]),
  ]
  const nothing = trustIn('unverified')
  return Object.fromEntries(statuses.map(([field, status]) => [field, trustIn(status) - nothing]))
}

interface Surviving {
  readonly leads: readonly LeadState[]
  readonly survivorId: string
  readonly values: LeadValues
}

/** For each field, what counts of all that was found out about the value that survives, whichever lead it was said of. */
export function marksKept(
  { leads, survivorId, values }: Surviving,
  marks: readonly verifying.Mark[],
): verifying.Mark[] {
  const survivor = { ...leads.find(({ leadId }) => leadId === survivorId), ...values } as LeadState
  const alike = marks.filter(({ leadId, field }) => {
    const lead = leads.find((each) => each.leadId === leadId)
    const value = valueIn(survivor, field)
    return lead !== undefined && value !== null && valueIn(lead, field) === value
  })
  const own = ({ leadId }: verifying.Mark) => Number(leadId === survivorId)
  return [...Map.groupBy(alike, ({ field }) => field).values()].flatMap(
    (theirs) => weightiest(theirs.toSorted((a, b) => own(b) - own(a))) ?? [],
  )
}

/** What the contacts of a lead with these marks count as. */
export function statusesBy(
  values: LeadValues,
  marks: readonly verifying.Mark[],
): Pick<LeadState, 'phoneStatus' | 'emailStatus'> {
  const of = (field: CheckedField) =>
    marks.find((mark) => mark.field === field)?.status ?? bare(field, values[field])
  return { phoneStatus: of('phone'), emailStatus: of('email') }
}

/** Writes onto the survivor what counts of the values it has got; its values must stand already. */
export async function carryMarks(
  tx: Tx,
  survivorId: string,
  { kept, now }: { kept: readonly verifying.Mark[]; now: Date },
): Promise<void> {
  const others = kept.filter(({ leadId }) => leadId !== survivorId)
  await verifying.adoptMarks(
    tx,
    survivorId,
    others.map(({ field, leadId }) => ({ field, from: leadId })),
  )
  await noteChecks(
    tx,
    others.flatMap(({ field, status }) => {
      if (!isChecked(field)) return []
      return [{ leadId: survivorId, field, check: status }]
    }),
    now,
  )
}

/**
 * What waits for a provider goes on waiting for the survivor where it has that value now, unless that is known; a lead
 * that has ended has nothing checked. Returns the fields that came to wait.
 */
export async function carryDue(
  tx: Tx,
  surviving: Surviving,
  due: readonly listing.DueImage[],
): Promise<string[]> {
  const { leads, survivorId, values } = surviving
  const losers = leads.filter(({ leadId }) => leadId !== survivorId)
  await listing.leaveDue(
    tx,
    losers.map(({ leadId }) => leadId),
  )
  const waits = new Set(due.flatMap((row) => (row['lead_id'] === survivorId ? [row['field']] : [])))
  const came = new Map<string, listing.DueImage>()
  for (const row of due) {
    const field = row['field'] as CheckedField
    const lead = losers.find(({ leadId }) => leadId === row['lead_id'])
    if (lead && values[field] !== null && lead[field] === values[field] && !waits.has(field))
      came.set(field, row)
  }
  await listing.putDue(
    tx,
    [...came.values()].map((row) => ({ ...row, lead_id: survivorId })),
  )
  return [...came.keys()]
}

interface Parting {
  readonly survivorId: string
  readonly own: Snapshot
  readonly others: readonly Snapshot[]
  /** The survivor's row while it was merged, and now that its values stand as they are to stand. */
  readonly merged: Readonly<Record<string, unknown>>
  readonly now: Readonly<Record<string, unknown>>
  readonly at: Date
}

/**
 * Gives the survivor back what was found out about its own values, and everybody their place on the list. What was
 * found out since about a value that stays is kept.
 */
export async function partMarks(tx: Tx, parting: Parting): Promise<void> {
  const { survivorId, own, others, at } = parting
  const standing = await verifying.markImages(tx, [survivorId])
  const were = own.marks ?? []
  const back = fieldsBack(parting, standing)
  const restored = were
    .filter((image) => back.includes(image['field'] as string))
    .map((image) => aged(image, at))
  await verifying.restoreMarks(tx, survivorId, { fields: back, were: restored })
  await noteChecks(
    tx,
    back.filter(isChecked).map((field) => {
      const was = own.before[`${field}_check`] as 'reachable' | 'confirmed' | 'stale' | 'bad' | null
      const stale = was !== null && markOf(restored, field)?.['status'] === 'stale'
      return { leadId: survivorId, field, check: stale ? 'stale' : was }
    }),
    at,
  )
  await probing.dropDue(
    tx,
    (own.dueBrought ?? []).map((field) => ({ leadId: survivorId, field: field as CheckedField })),
  )
  await listing.putDue(
    tx,
    others.flatMap(({ due }) => due ?? []),
  )
}

const markOf = (images: readonly verifying.MarkImage[], field: string) =>
  images.find((image) => image['field'] === field)

/**
 * The fields whose marks are to be as before: those whose value goes back, and those whose value is the same all along
 * and only has another's word, of which nothing was found out since.
 */
function fieldsBack({ own, merged, now }: Parting, standing: readonly verifying.MarkImage[]): string[] {
  const [were, became] = [own.marks ?? [], own.marksAfter ?? []]
  const fields = [...were, ...became, ...standing].map((image) => image['field'] as string)
  return [...new Set([...fields, ...checkedFields])].filter((field) => {
    const [was, after, since, is] = [own.before, own.after ?? own.before, merged, now].map((image) =>
      valueOf(image, field),
    )
    if (!same(was, after)) return same(is, was) && !same(since, was)
    const untouched = same(saidOf(markOf(standing, field)), saidOf(markOf(became, field)))
    return same(is, was) && untouched && !same(markOf(were, field), markOf(became, field))
  })
}

/** What was said, but for whether its time is up. */
function saidOf(image: verifying.MarkImage | undefined): unknown {
  return image && { ...image, status: null }
}

function aged(image: verifying.MarkImage, at: Date): verifying.MarkImage {
  const until = image['stale_at']
  return typeof until === 'string' && new Date(until) <= at ? { ...image, status: 'stale' } : image
}

function valueOf(image: Readonly<Record<string, unknown>>, field: string): unknown {
  if (!field.startsWith('custom.')) return image[columnOf(field)] ?? null
  return (image['attrs'] as Record<string, unknown> | undefined)?.[field.slice('custom.'.length)] ?? null
}
