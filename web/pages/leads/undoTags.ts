/** One call that takes tags back from leads, or gives them back. */
export interface Retagging {
  leadIds: string[]
  add: string[]
  remove: string[]
}

/**
 * What takes a change of tags back: from each lead only what it did not have before, to each only what it had. Leads
 * whose tags before are not known are left as they are.
 */
export function undoOf(
  { leadIds, add, remove }: Retagging,
  before: (leadId: string) => readonly string[] | undefined,
): Retagging[] {
  const backs = leadIds.flatMap((leadId) => {
    const had = before(leadId)
    if (!had) return []
    const given = add.filter((tag) => !had.includes(tag) && !remove.includes(tag))
    const taken = remove.filter((tag) => had.includes(tag))
    return given.length + taken.length > 0 ? [{ leadId, given, taken }] : []
  })
  const alike = Map.groupBy(backs, ({ given, taken }) => JSON.stringify([given, taken]))
  return [...alike.values()].flatMap((group) => {
    const [first] = group
    return first
      ? [{ leadIds: group.map(({ leadId }) => leadId), add: first.taken, remove: first.given }]
      : []
  })
}
