import type { Owners } from './guards/writers.ts'

/** Each table has one place that writes it; so has each column of the lead. ARCHITECTURE.md tells it in words. */
export const owners: Owners = {
  tables: {},
  leadColumns: {},
  everyTable: ['server/db/'],
}
