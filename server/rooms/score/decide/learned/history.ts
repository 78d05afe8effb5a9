/** Leads whose outcome is known, as the learner reads them: by column, in the order of their time, oldest first. */

export type Cell = number | string | null

export interface Column {
  readonly key: string
  readonly kind: 'number' | 'choice'
  /** A value a lead; null: blank, which may mean something. */
  readonly values: readonly Cell[]
  /** By lead: true where the value was set or changed after the outcome was known; absent where no history was kept. */
  readonly late?: readonly boolean[]
}

export interface History {
  readonly columns: readonly Column[]
  /** 1: won, 0: not. */
  readonly labels: Uint8Array
}

/** The leads of `rows` alone, in that order. */
export function part({ columns, labels }: History, rows: Int32Array): History {
  return {
    columns: columns.map(({ late, values, ...column }) => ({
      ...column,
      values: Array.from(rows, (i) => values[i]!),
      ...(late ? { late: Array.from(rows, (i) => late[i]!) } : {}),
    })),
    labels: Uint8Array.from(rows, (i) => labels[i]!),
  }
}

/** 0, 1, … n − 1. */
export function everyRow(n: number): Int32Array {
  return Int32Array.from({ length: n }, (_, i) => i)
}
