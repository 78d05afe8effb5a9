/**
 * Who gets each lead of an area that changes hands: whoever has it and stays keeps it; the others go one by one to whom
 * this hand-over has given fewest. By lead, only those that move.
 */
export function spread(
  leads: readonly { readonly leadId: string; readonly holderId: string }[],
  to: readonly string[],
  given = new Map<string, number>(),
): Map<string, string> {
  const moves = new Map<string, string>()
  if (to.length === 0) return moves
  for (const { leadId, holderId } of leads) {
    if (to.includes(holderId)) continue
    const count = (userId: string) => given.get(userId) ?? 0
    const next = to.reduce((least, userId) => (count(userId) < count(least) ? userId : least))
    given.set(next, count(next) + 1)
    moves.set(leadId, next)
  }
  return moves
}
