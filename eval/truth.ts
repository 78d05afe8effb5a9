/** Pairwise: of the pairs the labels put together, how many belong together, and of those that do, how many are. */
export function pairwise(
  labels: readonly (string | number)[],
  truth: readonly (string | number)[],
): { precision: number; recall: number; f1: number } {
  const both = pairsIn(labels.map((label, i) => `${label} ${truth[i]}`))
  const [told, true_] = [pairsIn(labels), pairsIn(truth)]
  return {
    precision: told === 0 ? 1 : both / told,
    recall: true_ === 0 ? 1 : both / true_,
    f1: told + true_ === 0 ? 1 : (2 * both) / (told + true_),
  }
}

function pairsIn(labels: readonly (string | number)[]): number {
  const counts = new Map<string | number, number>()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  return [...counts.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0)
}
