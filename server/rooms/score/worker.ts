/** Scorecards are learned and previewed in a thread of its own: it computes for seconds, and the server must answer meanwhile. */
import { parentPort } from 'node:worker_threads'
import type { PreviewResult } from '../../../contract/preview.ts'
import type { Cell, Column } from './decide/learned/history.ts'
import { type Studied, study } from './decide/learned/study.ts'
import type { Ground, Sides } from './decide/preview/marker.ts'
import { type ArrivedLead, type OpenLead, Rehearsal } from './decide/preview/rehearsal.ts'

/** A lead whose outcome is known, by column. */
export interface Row {
  readonly won: boolean
  readonly cells: readonly Cell[]
  readonly late: readonly boolean[]
}

/** What a thread that learns is asked, in this order: the columns, pages of rows by arrival, then to learn. */
export type Asked =
  | { readonly ask: 'columns'; readonly columns: readonly Pick<Column, 'key' | 'kind'>[] }
  | { readonly ask: 'rows'; readonly rows: readonly Row[] }
  | { readonly ask: 'learn'; readonly keep: readonly string[] }

export type Answer =
  | { readonly answer: 'taken' }
  | { readonly answer: 'learned'; readonly studied: Studied | null }

/** What a thread that previews is asked, in this order: both sides, pages of leads, then what they come to. */
export type AskedPreview =
  | { readonly ask: 'sides'; readonly sides: Sides; readonly ground: Ground }
  | { readonly ask: 'open'; readonly leads: readonly OpenLead[] }
  | { readonly ask: 'past'; readonly leads: readonly ArrivedLead[] }
  | ({ readonly ask: 'report' } & Parameters<Rehearsal['result']>[0])

export type AnswerPreview =
  | { readonly answer: 'taken' }
  | { readonly answer: 'previewed'; readonly result: PreviewResult }

interface Filling {
  readonly key: string
  readonly kind: Column['kind']
  readonly values: Cell[]
  readonly late: boolean[]
}

let columns: Filling[] = []
const labels: number[] = []
let rehearsal: Rehearsal | undefined

function answer(asked: Asked | AskedPreview): Answer | AnswerPreview {
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
    case 'sides':
      rehearsal = new Rehearsal(asked.sides, asked.ground)
      return { answer: 'taken' }
    case 'open':
      rehearsal?.open(asked.leads)
      return { answer: 'taken' }
    case 'past':
      rehearsal?.past(asked.leads)
      return { answer: 'taken' }
    case 'report': {
      if (!rehearsal) throw new Error('both sides come first')
      return { answer: 'previewed', result: rehearsal.result(asked) }
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

parentPort?.on('message', (asked: Asked | AskedPreview) => parentPort?.postMessage(answer(asked)))
