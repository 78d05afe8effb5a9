import type { CheckedField, SourceVerification } from '../../../../contract/verify.ts'

/** How leads of a source are verified of which nobody has said anything: not at all. */
export const unasked: Omit<SourceVerification, 'sourceId'> = {
  fields: [],
  occasion: 'all',
  onBad: 'flag',
  confirmFirst: 'never',
  verifiers: [],
  mostTries: 3,
  retryHours: 24,
}

type Asked = Pick<SourceVerification, 'fields' | 'occasion' | 'confirmFirst'>

/** A bought list comes as a file. */
const isBought = (door: string) => door === 'import'

/** The fields of a lead that just arrived which its source wants a provider to check. */
export function checksOf(
  { fields, occasion }: Asked,
  lead: { door: string; phone: string | null; email: string | null },
): CheckedField[] {
  if (occasion === 'bought' && !isBought(lead.door)) return []
  return fields.filter((field) => lead[field] !== null)
}

/** Whether a person must confirm a lead before it counts. */
export function confirmsFirst({ confirmFirst }: Asked, door: string): boolean {
  return confirmFirst === 'all' || (confirmFirst === 'bought' && isBought(door))
}
