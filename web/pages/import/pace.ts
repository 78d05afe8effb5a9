/** How far something was at a moment, in ms. */
export interface Sample {
  at: number
  done: number
}

/** Old samples say little of the speed now. */
const window = 20_000

/** The samples with a new one, those of the last 20 s and the one before them. A count that fell began anew. */
export function sampled(samples: readonly Sample[], next: Sample): readonly Sample[] {
  const last = samples.at(-1)
  if (!last || next.done < last.done) return [next]
  const recent = samples.findLastIndex(({ at }) => at <= next.at - window)
  return [...samples.slice(Math.max(0, recent)), next]
}

/** Rows per second over the samples; undefined until two of them differ. */
export function rateOf(samples: readonly Sample[]): number | undefined {
  const [first, last] = [samples[0], samples.at(-1)]
  if (!first || !last || last.done <= first.done || last.at <= first.at) return undefined
  return ((last.done - first.done) * 1000) / (last.at - first.at)
}

/** Seconds until all are done at this rate. */
export function secondsLeft({ done, total }: { done: number; total: number }, rate: number): number {
  return Math.max(0, Math.ceil((total - done) / rate))
}
