import type { Tx } from '../../db/db.ts'
import type { Said } from '../../rooms/consent/decide/ledger.ts'
import * as consenting from '../../rooms/consent/store.ts'
import type { Holders } from '../../rooms/match/decide/match.ts'
import { bringsKeys, counts, saidBy } from '../comply.ts'
import type { Decision, Identified } from '../decision.ts'
import type { Setup } from '../setup.ts'

type Told = Pick<Decision, 'incoming' | 'keys' | 'leadId' | 'personId' | 'status'>

/** What the persons of a batch of arrivals said of consent before each of them, in the ledger and in the batch itself. */
export interface Hearing {
  /** The arrival with what was said before it. */
  hear<A extends Identified>(arrival: A): A
  /** Makes what an arrival says known to those that come after it, as the ledger will know it. */
  note(decided: Told): void
}

const deaf: Hearing = { hear: (arrival) => arrival, note: () => undefined }

/** The ledgers of those who hold the keys of these arrivals, or may turn out to be their persons. */
export async function hearing(
  tx: Tx,
  arrivals: readonly Identified[],
  { holders, setup }: { holders: Holders; setup: Setup },
): Promise<Hearing> {
  if (!setup.compliance.asksConsent) return deaf
  const byKeys = arrivals.map(({ incoming, keys }) => ({ ref: incoming.arrivalId, personId: null, keys }))
  const held = new Set([...holders.values()].flat().flatMap(({ personId }) => personId ?? []))
  const people = [...byKeys, ...[...held].map((personId) => ({ ref: personId, personId, keys: [] }))]
  const [said, persons] = await Promise.all([
    consenting.ledgers(tx, people),
    arrivals.length > 1 ? consenting.personsOf(tx, people) : new Map<string, string[]>(),
  ])
  return new Neighbours(said, persons)
}

class Neighbours implements Hearing {
  readonly #said: ReadonlyMap<string, readonly Said[]>
  readonly #persons: ReadonlyMap<string, readonly string[]>
  /** What was said in this batch, by person, and whose the keys are that it brought. */
  readonly #now = new Map<string, Said[]>()
  readonly #whose = new Map<string, Set<string>>()

  constructor(said: ReadonlyMap<string, readonly Said[]>, persons: ReadonlyMap<string, readonly string[]>) {
    this.#said = said
    this.#persons = persons
  }

  hear<A extends Identified>(arrival: A): A {
    const refs = [
      arrival.incoming.arrivalId,
      ...arrival.keys.flatMap((key) => [...(this.#whose.get(key) ?? [])]),
    ]
    const persons = new Set(refs.flatMap((ref) => [ref, ...(this.#persons.get(ref) ?? [])]))
    const heard = [
      ...refs.flatMap((ref) => this.#said.get(ref) ?? []),
      ...[...persons].flatMap((person) => this.#now.get(person) ?? []),
    ]
    return { ...arrival, heard }
  }

  note(decided: Told): void {
    const { incoming, keys, personId } = decided
    const said = saidBy(incoming).filter(({ granted }) => counts(decided, granted))
    if (said.length > 0) this.#now.set(personId, [...(this.#now.get(personId) ?? []), ...said])
    // A withdrawal that comes to no lead is noted under its keys.
    if (!bringsKeys(decided) && said.every(({ granted }) => granted)) return
    for (const key of keys) this.#whose.set(key, (this.#whose.get(key) ?? new Set()).add(personId))
  }
}
