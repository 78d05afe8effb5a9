/**
 * Who comes next where leads are shared in a proportion. While the same reps are eligible with the same weights, everybody
 * has received their exact share rounded down or up, at every moment: |received − n·w/W| < 1, and with equal weights nobody
 * is more than one lead ahead of anybody.
 *
 * The bound is kept by looking ahead. Lead number m of a rep with weight w of W must come by position ⌈m·W/w⌉ and not
 * before ⌊(m−1)·W/w⌋ + 1 (the windows of Baruah, Cohen, Plaxton & Varvel, "Proportionate progress", 1996; one stream of leads
 * is Tijdeman's chairman assignment problem, 1980). A choice is safe if it is within its window and the deadlines left can
 * all be met, which by Hall's theorem is so exactly if for each T no more than T − n of them fall by T. From a safe state a
 * safe choice always exists. Which of the safe ones comes next is free: whoever is owed most over all time, so that changes
 * of who is eligible even out too; then by the seed.
 */
export interface Share {
  /** At least 1. */
  readonly weight: number
  /** Leads received since these same reps have been eligible with these weights. */
  readonly round: number
  /** What is owed from before that, in millionths of a lead. */
  readonly carry: number
}

/** What a rep is owed over all time, in millionths of a lead: their share so far less what they got. */
export function owedOf({ weight, round, carry }: Share, { all, given }: { all: number; given: number }) {
  return carry + Math.round((1_000_000 * (given * weight - round * all)) / all)
}

/** The position of whoever comes next; `before(a, b)` settles what nothing else does. At least one share. */
export function nextOf(shares: readonly Share[], before: (a: number, b: number) => boolean): number {
  const sums = sumsOf(shares)
  const owed = shares.map((share) => owedOf(share, sums))
  const isFirst = (a: number, b: number) => owed[a]! > owed[b]! || (owed[a] === owed[b] && before(a, b))
  const places = shares.map((_, i) => i)
  if (shares.every(({ weight }) => weight === shares[0]!.weight)) {
    // With equal weights the safe ones are those who have received least.
    const least = Math.min(...shares.map(({ round }) => round))
    return places
      .filter((at) => shares[at]!.round === least)
      .reduce((best, at) => (isFirst(at, best) ? at : best))
  }
  const order = places.sort((a, b) => (isFirst(a, b) ? -1 : 1))
  return order.find((at) => isSafe(shares, at, sums)) ?? order[0]!
}

/** The weights of all, and the leads they have received together. */
export function sumsOf(shares: readonly Share[]) {
  let all = 0
  let given = 0
  for (const { weight, round } of shares) {
    all += weight
    given += round
  }
  return { all, given }
}

function isSafe(
  shares: readonly Share[],
  at: number,
  { all, given }: { all: number; given: number },
): boolean {
  const n = given + 1
  const mine = shares[at]!
  if ((mine.round + 1) * all - n * mine.weight >= all) return false
  const held = shares.map(({ round }, i) => (i === at ? round + 1 : round))
  const deadline = (i: number, nth: number) => Math.ceil((nth * all) / shares[i]!.weight)
  // Beyond everybody's next deadline the condition holds by itself: the shares up to T add up to T.
  const horizon = Math.max(...shares.map((_, i) => deadline(i, held[i]! + 1)))
  const due: number[] = []
  for (let i = 0; i < shares.length; i++) {
    for (let nth = held[i]! + 1, by = deadline(i, nth); by <= horizon; by = deadline(i, ++nth)) due.push(by)
  }
  due.sort((a, b) => a - b)
  return due.every((by, i) => i + 1 <= by - n)
}
