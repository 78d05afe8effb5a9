import type { Because } from '../../../../contract/merge.ts'
import type { KeepCriterion, MergePolicy } from '../../../../contract/policy.ts'

/** A lead as far as survivorship looks at it: its values by field (custom ones as `custom.KEY`), and what is known of each. */
export interface Candidate {
  readonly leadId: string
  readonly sourceId: string
  readonly arrivedAt: Date
  readonly values: Readonly<Record<string, unknown>>
  /** When a value got what it is; a field that is missing has its value since the lead arrived. */
  readonly changedAt?: Readonly<Record<string, Date>>
  /** How well a value is verified, the higher the better; a field that is missing is not. */
  readonly verified?: Readonly<Record<string, number>>
}

/** Whose value of a field survives, and why. `leadId` is null where it is of several leads, or of none. */
export interface Kept {
  readonly value: unknown
  readonly leadId: string | null
  readonly because: Because
}

export interface Merging {
  readonly candidates: readonly Candidate[]
  readonly survivorId: string
  readonly policy: MergePolicy
  /** Field → the lead whose value was chosen by hand. */
  readonly picks: Readonly<Record<string, string>>
  /** Fields that hold lists: what the leads have is united. */
  readonly lists: ReadonlySet<string>
}

/**
 * Decides, for every field that any of the leads has, whose value survives. In this order: the one picked by hand; the
 * only one there is; else the policy's criteria for the field, one after another, each leaving those it likes best; else
 * the survivor's own, else that of the lead that came first. A value is always one of theirs; only lists are united.
 */
export function survive(merging: Merging): Record<string, Kept> {
  const fields = new Set(merging.candidates.flatMap(({ values }) => Object.keys(values)))
  return Object.fromEntries([...fields].toSorted().map((field) => [field, keep(field, merging)]))
}

function keep(field: string, merging: Merging): Kept {
  const { candidates, picks, lists } = merging
  const picked = candidates.find(({ leadId }) => leadId === picks[field])
  if (picked) return { value: picked.values[field] ?? null, leadId: picked.leadId, because: 'picked' }
  const having = candidates.filter(({ values }) => !isMissing(values[field])).toSorted(byPrecedence(merging))
  const [first, second] = having
  if (!first) return { value: null, leadId: null, because: 'none' }
  const of = (candidate: Candidate, because: Because): Kept => ({
    value: candidate.values[field],
    leadId: candidate.leadId,
    because,
  })
  if (!second) return of(first, 'only')
  if (areAlike(having, field)) return of(first, 'same')
  if (lists.has(field)) return { value: united(having, field), leadId: null, because: 'united' }
  return of(...best(having, field, merging))
}

/** The candidate the criteria leave, and the criterion that decided; what they cannot tell apart, precedence does. */
function best(
  having: readonly Candidate[],
  field: string,
  { policy, survivorId }: Merging,
): [Candidate, Because] {
  let left = having
  for (const criterion of policy.fields[field] ?? policy.fields['*'] ?? []) {
    const weighed = left.map((candidate) => ({
      candidate,
      weight: weigh[criterion](candidate, field, policy),
    }))
    const most = Math.max(...weighed.map(({ weight }) => weight))
    const liked = weighed.filter(({ weight }) => weight === most).map(({ candidate }) => candidate)
    if (areAlike(liked, field)) return [liked[0] as Candidate, criterion]
    left = liked
  }
  const [first] = left as [Candidate, ...Candidate[]]
  return [first, first.leadId === survivorId ? 'survivor' : 'older']
}

type Weigh = (candidate: Candidate, field: string, policy: MergePolicy) => number

const weigh: Readonly<Record<KeepCriterion, Weigh>> = {
  verified: ({ verified }, field) => verified?.[field] ?? 0,
  recent: (candidate, field) => +since(candidate, field),
  first: (candidate, field) => -Number(since(candidate, field)),
  longest: ({ values }, field) => textOf(values[field]).length,
  source: ({ sourceId }, _, { sources }) =>
    sources.includes(sourceId) ? -sources.indexOf(sourceId) : -sources.length,
}

const since = ({ arrivedAt, changedAt }: Candidate, field: string): Date => changedAt?.[field] ?? arrivedAt

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** The survivor before all others, then who came first; ids settle what is left, so that no order of asking matters. */
function byPrecedence({ survivorId }: Merging) {
  return (a: Candidate, b: Candidate): number =>
    Number(b.leadId === survivorId) - Number(a.leadId === survivorId) ||
    +a.arrivedAt - +b.arrivedAt ||
    (a.leadId < b.leadId ? -1 : 1)
}

function areAlike(candidates: readonly Candidate[], field: string): boolean {
  return new Set(candidates.map(({ values }) => JSON.stringify(values[field]))).size === 1
}

function united(having: readonly Candidate[], field: string): unknown[] {
  return [...new Set(having.flatMap(({ values }) => values[field] as unknown[]))]
}

/** What counts as no value: nothing, an empty text, an empty list, an empty record. */
function isMissing(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true
  if (Array.isArray(value)) return value.length === 0
  return typeof value === 'object' && Object.keys(value).length === 0
}

/** The survivor's tags first, then what the others add, those that came first before the rest. */
export function uniteTags(
  leads: readonly (Pick<Candidate, 'leadId' | 'arrivedAt'> & { readonly tags: readonly string[] })[],
  survivorId: string,
): string[] {
  const inOrder = leads.toSorted(
    (a, b) =>
      Number(b.leadId === survivorId) - Number(a.leadId === survivorId) ||
      +a.arrivedAt - +b.arrivedAt ||
      (a.leadId < b.leadId ? -1 : 1),
  )
  return [...new Set(inOrder.flatMap(({ tags }) => tags))]
}
