import type { Verdict } from '../../../../contract/profile.ts'
import type { Judge, Judged } from '../../../../contract/profiling/verdict.ts'
import type { LeadFacts } from '../../../../rules/matches.ts'

/** How a lead stands beside the ideal customer, as it is kept with it. */
export interface Standing {
  /** What is told of it and dealt by; null where no profile is asked of it. */
  readonly verdict: Verdict | null
  /** What was judged: unfit of one that is kept, whose `verdict` tells what it would be otherwise. */
  readonly judged: Verdict | null
  /** Ruled out, and goes on all the same: see `isKept`. */
  readonly kept: boolean
  readonly reasons: Reasons | null
  readonly changesAt: Date | null
}

/** What made the verdict; no value of the lead stands in it. */
export interface Reasons {
  readonly profile: string
  readonly name: string
  readonly because: readonly { readonly id: string; readonly label: string }[]
  readonly missing: readonly string[]
  readonly met: number
  readonly unknown: number
}

/** The standing of a lead: judged, and drawn by its id whether it goes on if it is ruled out. */
export function standingBy(judge: Judge): (lead: LeadFacts, leadId: string) => Standing {
  return (lead, leadId) => standingOf(judge(lead), leadId)
}

function standingOf({ judgement, changesAt }: Judged, leadId: string): Standing {
  if (!judgement) return { verdict: null, judged: null, kept: false, reasons: null, changesAt }
  const { profile, verdict, apart, because, missing, missingApart, met, unknown } = judgement
  const kept = verdict === 'unfit' && isKept(leadId, profile)
  return {
    verdict: kept ? apart : verdict,
    judged: verdict,
    kept,
    reasons: {
      profile: profile.id,
      name: profile.name,
      because,
      missing: kept ? missingApart : missing,
      met,
      unknown,
    },
    changesAt,
  }
}

/**
 * Whether a lead that is ruled out goes on all the same, so that what a profile rejects stays measured. A draw that can be
 * repeated: the same lead and profile always draw the same, a larger share keeps whom a smaller one kept.
 */
export function isKept(leadId: string, { id, keepShare }: { id: string; keepShare: number }): boolean {
  return drawn(`${id} ${leadId.toLowerCase()}`) < keepShare / 100
}

/** A number from 0 up to 1 for a text: FNV-1a (Fowler, Noll and Vo), its bits spread by the last step of MurmurHash3 (Appleby). */
function drawn(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

/** Whether a lead is to be set aside where nobody has it. */
export function isUnfit(standing: Pick<Standing, 'verdict'> | null | undefined): boolean {
  return standing?.verdict === 'unfit'
}
