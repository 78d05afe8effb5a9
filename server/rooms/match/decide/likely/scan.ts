import { blocksOf } from './blocks.ts'
import { type Edge, clustersOf, Sets } from './clusters.ts'
import { comparePairs } from './compare.ts'
import { type Learnt, learn } from './estimate.ts'
import { Judge, type Rarity } from './judge.ts'
import { kinds } from './kinds.ts'
import { ASK, bitsOf, CERTAIN, type Evidence, type Model, probabilityOf } from './model.ts'
import { Numbers, pairsAmong, randomPairs, thinned } from './pairs.ts'
import { ofCompanies, type Table } from './table.ts'

export interface Options {
  readonly seed: number
  readonly certain: number
  readonly ask: number
}
export const usual: Options = { seed: 1, certain: CERTAIN, ask: ASK }

/** What a scan does one after the other, as its progress tells. */
export type Step = 'block' | 'learn' | 'weigh' | 'cluster'

export interface Scanned {
  readonly model: Model
  /** Pairs from the lower threshold on. */
  readonly edges: readonly Edge[]
  /** Records that are one; singles left out. */
  readonly clusters: readonly (readonly number[])[]
  /** Pairs compared, and keys too common to compare all who share them. */
  readonly compared: number
  readonly skipped: number
  /** Pairs from the upper threshold on that need no person. */
  readonly certain: number
  readonly evidence: (edge: Edge) => { probability: number; prior: number; evidence: Evidence[] }
}

const RANDOM = 300_000
const SAMPLE = 500_000
/** Bits below the lower threshold from which a shared rare value may still lift a pair. */
const LIFT = 8

/** Finds the records of a table that may be one. The same for the same table and options, whatever the rows' order. */
export function scan(
  table: Table,
  options: Options = usual,
  told: (step: Step) => void = () => undefined,
): Scanned {
  told('block')
  const { pairs, sessions, skipped } = blocksOf(table)
  told('learn')
  const model = {
    fields: table.columns.map(({ field, kind }) => ({ field, kind })),
    ...learnt(table, { pairs, sessions, seed: options.seed }),
  }
  told('weigh')
  const judge = new Judge(table, model)
  const ask = bitsOf(options.ask)
  const hopeful = above(judge, { pairs, size: table.size, floor: ask - LIFT })
  judge.know(rarityOf(table, hopeful, model))
  const edges: Edge[] = []
  const sure: Edge[] = []
  for (const { a, b } of hopeful) {
    const edge = { a, b, bits: judge.bits(a, b) }
    if (edge.bits < ask) continue
    edges.push(edge)
    if (edge.bits >= bitsOf(options.certain) && judge.told()) sure.push(edge)
  }
  told('cluster')
  const clusters = clustersOf(table.size, sure, (a, b) => {
    const bits = judge.bits(a, b)
    return judge.apart() ? null : probabilityOf(bits)
  })
  const evidence = ({ a, b }: Edge) => {
    const { bits, ...each } = judge.evidence(a, b)
    return { probability: probabilityOf(bits), ...each }
  }
  return { model, edges, clusters, compared: pairs.length, skipped, certain: sure.length, evidence }
}

interface Blocks {
  readonly pairs: Float64Array
  readonly sessions: readonly Float64Array[]
  readonly seed: number
}

function learnt(table: Table, { pairs, sessions, seed }: Blocks): Learnt {
  const { size, columns } = table
  const sample = thinned(pairs, SAMPLE)
  const total = pairsAmong(size)
  return learn(
    {
      sample: comparePairs(table, sample),
      scale: pairs.length / Math.max(1, sample.length),
      random: comparePairs(table, randomPairs(size, seed, RANDOM)),
      sessions: sessions.map((session) => comparePairs(table, session)),
      begin: columns.map(({ kind }) => [0, ...kinds[kind].begin]),
      places: placesOf(table),
      total,
    },
    // One in ten has a double: a guess to begin with
    Math.min(0.01, (0.1 * size) / Math.max(1, total)),
  )
}

/** Where nothing tells persons apart, the records are of companies or shops, and what goes with a place counts in full. */
function placesOf(table: Table): number[] {
  if (ofCompanies(table)) return []
  return table.columns.flatMap(({ ofPlace }, i) => (ofPlace ? [i] : []))
}

function above(
  judge: Judge,
  { pairs, size, floor }: { pairs: Float64Array; size: number; floor: number },
): Edge[] {
  const found: Edge[] = []
  for (const pair of pairs) {
    const a = Math.floor(pair / size)
    const b = pair - a * size
    const bits = judge.bits(a, b, floor)
    if (bits >= floor) found.push({ a, b, bits })
  }
  return found
}

/** People who share a value from which on its share of all people is taken as it is. */
const KNOWN = 4

/** How common each shared value is among people, each counted once: those surely one are one. */
function rarityOf({ size, columns }: Table, edges: readonly Edge[], { u }: Model): Rarity {
  const sets = new Sets(size)
  for (const { a, b, bits } of edges) if (bits > 0) sets.join(a, b)
  let people = 0
  for (let row = 0; row < size; row++) if (sets.find(row) === row) people++
  return columns.map(({ ids, counts }, c) => {
    const holders = new Float32Array(counts.length)
    const pairs = new Numbers()
    for (let row = 0; row < size; row++)
      if (ids[row]! >= 0 && counts[ids[row]!]! > 1) pairs.push(ids[row]! * size + sets.find(row))
    for (const pair of pairs.distinct()) holders[Math.floor(pair / size)]!++
    return holders.map((many) =>
      many === 0 ? 0 : many >= KNOWN ? many / people : Math.min(u[c]![1]!, many / people),
    )
  })
}
