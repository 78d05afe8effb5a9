/** A scorecard is learned in a thread of its own: it computes for seconds, and the server must answer meanwhile. */
import { parentPort } from 'node:worker_threads'
import type { Cell, Column } from './decide/learned/history.ts'
import { type Studied, study } from './decide/learned/study.ts'

/** A lead whose outcome is known, by column. */
export interface Row {
  readonly won: boolean
  readonly cells: readonly Cell[]
  readonly late: readonly boolean[]
}

/** What the thread is asked, in this order: the columns, pages of rows by arrival, then to learn. */
export type Asked =
  | { readonly ask: 'columns'; readonly columns: readonly Pick<Column, 'key' | 'kind'>[] }
  | { readonly ask: 'rows'; readonly rows: readonly Row[] }
  | { readonly ask: 'learn'; readonly keep: readonly string[] }

export type Answer =
  | { readonly answer: 'taken' }
  | { readonly answer: 'learned'; readonly studied: Studied | null }

interface Filling {
  readonly key: string
  readonly kind: Column['kind']
  readonly values: Cell[]
  readonly late: boolean[]
}

let columns: Filling[] = []
const labels: number[] = []

function answer(asked: Asked): Answer {
  switch (asked.ask) {
    case 'columns':
      columns = asked.columns.map((column) => ({ ...column, values: [], late: [] }))
      return { answer: 'taken' }
    case 'rows':
      for (const row of asked.rows) add(row)
      return { answer: 'taken' }
    case 'learn': {
      const history = { columns, labels: Uint8Array.from(labels) }
      return { answer: 'learned', studied: study(history, new Set(asked.keep)) ?? null }
    }
  }
}

function add({ won, cells, late }: Row): void {
  labels.push(Number(won))
  columns.forEach(({ values, late: flags }, at) => {
    values.push(cells[at] ?? null)
    flags.push(late[at] ?? false)
  })
}

parentPort?.on('message', (asked: Asked) => parentPort?.postMessage(answer(asked)))
