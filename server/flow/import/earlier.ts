import { hashKey, Twins } from '../../rooms/import/decide/twins.ts'
import { type Held, type Holders, joinKnown, remember } from '../../rooms/match/decide/match.ts'
import type { Identified } from '../decision.ts'
import type { Setup } from '../setup.ts'

/** The rows of a file that were told before: who of them a row may be. */
export interface EarlierRows {
  /** Adds to `known` the earlier rows that are found by these probes. */
  find(probes: readonly string[], known: Holders): void
  /** The number of the row that this is. */
  rowOf(held: Held): number | undefined
  /** Notes a row that becomes a lead, or (`into`) joins one that is held or was told before. */
  add(arrival: Identified, rowNo: number, into?: Held): void
}

/** Where keys alone tell who is whom, a few bytes a key will do; else what the rows say is kept for comparing. */
export function earlierRows(setup: Setup): EarlierRows {
  return setup.plainMatching ? new ByKey(setup) : new ByFacts(setup)
}

class ByKey implements EarlierRows {
  readonly #twins = new Twins()
  readonly #rows = new WeakMap<Held, number>()
  readonly #setup: Setup

  constructor(setup: Setup) {
    this.#setup = setup
  }

  find(probes: readonly string[], known: Holders): void {
    const found = new Map<number, Held>()
    for (const probe of probes) {
      const row = this.#twins.rowOf(hashKey(probe))
      if (row === undefined) continue
      const held = found.get(row) ?? rowHeld(row)
      found.set(row, held)
      held.known.keys.add(probe)
      this.#rows.set(held, row)
      remember(known, [probe], held)
    }
  }

  rowOf(held: Held): number | undefined {
    return this.#rows.get(held)
  }

  add({ asked }: Identified, rowNo: number): void {
    for (const mark of this.#setup.marks(asked)) this.#twins.add(hashKey(mark), rowNo)
  }
}

class ByFacts implements EarlierRows {
  readonly #holders: Holders = new Map()
  readonly #rows = new Map<Held, number>()
  readonly #setup: Setup

  constructor(setup: Setup) {
    this.#setup = setup
  }

  find(probes: readonly string[], known: Holders): void {
    for (const probe of probes)
      for (const held of this.#holders.get(probe) ?? []) remember(known, [probe], held)
  }

  rowOf(held: Held): number | undefined {
    return this.#rows.get(held)
  }

  add({ asked }: Identified, rowNo: number, into?: Held): void {
    const held = into ?? { ...rowHeld(rowNo), known: { ...asked.known, keys: new Set(asked.known.keys) } }
    if (into) joinKnown(into, asked.known)
    else this.#rows.set(held, rowNo)
    remember(this.#holders, this.#setup.marks(asked), held)
    // By what both have said together too.
    if (into) remember(this.#holders, this.#setup.marks({ ...asked, known: into.known }), held)
  }
}

/** A lead that an earlier row will become. Its id is none yet; a condition may ask whether there is one. */
function rowHeld(rowNo: number): Held & { known: { keys: Set<string> } } {
  return {
    leadId: `row ${rowNo}`,
    personId: '',
    known: { attrs: {}, keys: new Set() },
    state: 'rep',
    arrivedAt: new Date(8.64e15), // held leads came before any row
    holder: null,
  }
}
