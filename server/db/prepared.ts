/** Statements of our own number a few hundred; whatever composes texts without end shall not fill PostgreSQL's memory. */
const MOST = 1_000

const names = new Map<string, string>()

/**
 * The name a statement is prepared under: from its second run on, since what runs once gains nothing by it. Planning
 * takes longer than most of our statements do, what with their tables' many indexes.
 */
export function preparedName(text: string): string | undefined {
  const name = names.get(text)
  if (!name && names.size < MOST) names.set(text, `sluice_${names.size + 1}`)
  return name
}
