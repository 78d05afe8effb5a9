import type { Closing, HolderKind, Stage } from '../../../../contract/lead.ts'
import type { MergePolicy, survivorCriteria } from '../../../../contract/policy.ts'
import type { RefusalCode, RefusalParams } from '../../../../contract/refusals.ts'

/** A lead as far as it matters for who goes on. */
export interface Contender {
  readonly leadId: string
  readonly holderKind: HolderKind
  readonly holderId: string | null
  readonly closedAs: Closing | null
  readonly stage: Stage
  readonly stageAt: Date
  readonly arrivedAt: Date
}

/** Who holds it weighs more the closer they are to the customer. */
const holding: Readonly<Record<HolderKind, number>> = {
  rep: 6,
  pool: 5,
  waiting: 4,
  verification: 3,
  quarantine: 2,
  aside: 1,
  closed: 0,
}

type Criterion = (typeof survivorCriteria)[number]
const weigh: Readonly<Record<Criterion, (lead: Contender) => number>> = {
  open: ({ holderKind }) => (holderKind === 'closed' ? 0 : 1),
  held: ({ holderKind }) => holding[holderKind],
  older: ({ arrivedAt }) => -Number(arrivedAt),
}

/**
 * Which lead goes on where nobody chose one: a converted one always, since its deal hangs on it; else by the policy's
 * criteria, one after another; what they leave equal goes to who came first.
 */
export function survivorOf(
  leads: readonly Contender[],
  { survivor }: MergePolicy,
): { survivorId: string; because: 'converted' | Criterion } {
  const [converted] = leads.filter(({ stage }) => stage === 'converted').toSorted(byArrival)
  if (converted) return { survivorId: converted.leadId, because: 'converted' }
  let left = leads.toSorted(byArrival)
  for (const because of survivor) {
    const most = Math.max(...left.map(weigh[because]))
    const liked = left.filter((lead) => weigh[because](lead) === most)
    const [only] = liked
    if (only && liked.length === 1 && left.length > 1) return { survivorId: only.leadId, because }
    left = liked
  }
  return { survivorId: (left[0] as Contender).leadId, because: 'older' }
}

const byArrival = (a: Contender, b: Contender): number =>
  +a.arrivedAt - +b.arrivedAt || (a.leadId < b.leadId ? -1 : 1)

/**
 * Whose holder the merged lead has: the one picked; else the survivor's own, unless it is closer to nobody than another's:
 * a survivor that lies in a pool goes to the rep who holds one of the others. Of several the lead that came first decides.
 */
export function heldBy(
  leads: readonly Contender[],
  { survivorId, picked }: { survivorId: string; picked?: string | undefined },
): { leadId: string; because: 'picked' | 'survivor' | 'held' } {
  if (picked && leads.some(({ leadId }) => leadId === picked)) return { leadId: picked, because: 'picked' }
  const survivor = leads.find(({ leadId }) => leadId === survivorId) as Contender
  const most = Math.max(...leads.map(({ holderKind }) => holding[holderKind]))
  // Whoever closed the survivor has said the last word on it; others are not to reopen it behind their back.
  if (survivor.holderKind === 'closed' || holding[survivor.holderKind] === most)
    return { leadId: survivorId, because: 'survivor' }
  const [first] = leads.filter(({ holderKind }) => holding[holderKind] === most).toSorted(byArrival)
  return { leadId: (first as Contender).leadId, because: 'held' }
}

const open: readonly Stage[] = ['new', 'contacted', 'qualified']

/** The lead whose stage the merged one has: an open survivor is as far as the furthest of those that are open. */
export function furthest(leads: readonly Contender[], survivorId: string): Contender {
  const survivor = leads.find(({ leadId }) => leadId === survivorId) as Contender
  const far = (lead: Contender) => (lead.holderKind === 'closed' ? -1 : open.indexOf(lead.stage))
  if (far(survivor) < 0) return survivor
  const most = Math.max(...leads.map(far))
  if (far(survivor) === most) return survivor
  return leads.filter((lead) => far(lead) === most).toSorted(byArrival)[0] as Contender
}

/** Why these cannot become one; undefined when they can. */
export function obstacleOf(
  leads: readonly Contender[],
  survivorId: string,
): { code: RefusalCode; params: RefusalParams } | undefined {
  const survivor = leads.find(({ leadId }) => leadId === survivorId)
  if (!survivor) return { code: 'merge.survivor_missing', params: {} }
  if (leads.some(({ closedAs }) => closedAs === 'withdrawn' || closedAs === 'erased'))
    return { code: 'merge.gone', params: {} }
  const converted = leads.filter(({ stage }) => stage === 'converted')
  if (converted.length > 1) return { code: 'merge.two_converted', params: {} }
  if (converted[0] && converted[0] !== survivor) return { code: 'merge.converted_first', params: {} }
  const dropsWork = survivor.closedAs && !converted[0] && leads.some(({ closedAs }) => !closedAs)
  return dropsWork ? { code: 'merge.survivor_closed', params: { as: survivor.closedAs } } : undefined
}
