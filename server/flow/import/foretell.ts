import type { Tx } from '../../db/db.ts'
import type { Import, StagedRow } from '../../rooms/import/store.ts'
import { readCustomerContext } from '../customer-setup.ts'
import { readSetup } from '../setup.ts'
import { customerForeteller } from './forecast-customers.ts'
import { leadForeteller } from './forecast.ts'
import { type Cells, readingOf } from './rows.ts'

export type Foretold = Pick<
  StagedRow,
  'fate' | 'reasons' | 'meant' | 'twinRow' | 'twinLeadId' | 'twinCustomerId' | 'keys'
>

/** What foretelling a row goes by: who is held, and the rows of this file told before it, moved on by every row. */
export interface Foresight<Held, Rows> {
  readonly held: Held
  readonly twins: Rows
}

/** How the fates of one kind of rows are told, by the decisions that they will meet, in the order of the file. */
export interface Foreteller<Read = unknown, Held = unknown, Rows = unknown> {
  /** A memory of the rows of one file, empty. */
  begin(): Rows
  /** A row, cleaned: the costly part, and it needs no database. */
  read(row: Cells): Read
  /** Hashes of what says who it is. */
  keysOf(read: Read): readonly number[]
  /** Who of these is held already. */
  look(tx: Tx, reads: readonly Read[]): Promise<Held>
  tell(read: Read, rowNo: number, foresight: Foresight<Held, Rows>): Foretold
}

/** How the rows of this import are foretold, by the rules as they stand. */
export async function foretellerOf(tx: Tx, held: Import): Promise<Foreteller> {
  if (held.kind === 'customers') return customerForeteller(await readCustomerContext(tx), held.mapping)
  return leadForeteller(await readSetup(tx, new Date()), await readingOf(tx, held))
}
