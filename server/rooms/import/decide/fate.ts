import type { Outcome } from '../../../../contract/capture.ts'
import type { CustomerOutcome, fates } from '../../../../contract/import.ts'

/** What a row is expected to become: see contract/import.ts. */
export type Fate = (typeof fates)[number]

type Reasons = readonly { readonly code?: string }[]

/** How a row's outcome reads as a fate; null while it is undecided. A lead that was flagged is that of a person held. */
function told(status: Outcome | CustomerOutcome, reasons: Reasons): 'new' | 'twin' | 'invalid' | null {
  if (status === 'quarantined' || status === 'rejected') return 'invalid'
  if (status === 'merged' || status === 'duplicate') return 'twin'
  if (status === 'updated' || status === 'unchanged') return 'twin'
  if (status === 'undecided') return null
  return reasons.some(({ code }) => code?.startsWith('match.')) ? 'twin' : 'new'
}

const foretold = {
  new: 'new',
  held: 'twin',
  in_file: 'twin',
  invalid: 'invalid',
  unreadable: 'invalid',
} as const satisfies Record<Fate, string>

/** Whether what became of a row is not what was forecast of it. */
export function differs(fate: Fate, status: Outcome | CustomerOutcome, reasons: Reasons): boolean {
  return told(status, reasons) !== foretold[fate]
}
