import type { Fact } from '../../../../rules/fields.ts'

/** A record as matching compares it: a lead that arrives, one that is held, or a known customer. */
export interface Known extends Readonly<Partial<Record<Fact, string | null>>> {
  readonly attrs: Readonly<Record<string, unknown>>
  /**
   * Keys that say who it is (p: e: w: u: of lead/keys.ts). Of an arrival all of them; of a record that was looked up
   * those it was found by, and an arrival's are always looked up.
   */
  readonly keys: Set<string>
}
