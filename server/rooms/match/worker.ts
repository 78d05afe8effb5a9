/** A scan in a thread of its own: it computes for a minute, and the server must answer meanwhile. */
import { parentPort } from 'node:worker_threads'
import type { Compared } from './decide/likely/fields.ts'
import type { Evidence, Model } from './decide/likely/model.ts'
import { type Scanned, scan, type Step, usual } from './decide/likely/scan.ts'
import { type Given, tableOf } from './decide/likely/table.ts'

/** What the thread is asked, in this order: the fields, pages of records, the work, then pages of pairs until none are left. */
export type Asked =
  | { readonly ask: 'fields'; readonly fields: readonly Compared[] }
  | { readonly ask: 'records'; readonly records: readonly (readonly (string | null)[])[] }
  | { readonly ask: 'scan' }
  | { readonly ask: 'pairs'; readonly limit: number }

export interface Summary {
  readonly model: Model
  readonly compared: number
  readonly skippedKeys: number
  readonly pairs: number
  readonly certain: number
  readonly clusters: readonly (readonly number[])[]
}

/** A pair by the places of its records. */
export interface ThreadPair {
  readonly a: number
  readonly b: number
  readonly probability: number
  readonly prior: number
  readonly evidence: readonly Evidence[]
}

export type Answer =
  | { readonly answer: 'taken' }
  | { readonly answer: 'step'; readonly step: Step }
  | { readonly answer: 'scanned'; readonly summary: Summary }
  | { readonly answer: 'pairs'; readonly pairs: readonly ThreadPair[] }

/** Records by column; equal values are one text, since each arrives as a copy of its own. */
class Columns {
  readonly #given: {
    field: string
    type: Given['type']
    values: (string | null)[]
    known: Map<string, string>
  }[]
  #size = 0

  constructor(fields: readonly Compared[]) {
    this.#given = fields.map((field) => ({ ...field, values: [], known: new Map() }))
  }

  add(record: readonly (string | null)[]): void {
    this.#size++
    this.#given.forEach(({ values, known }, i) => {
      const value = record[i] ?? null
      if (value !== null && !known.has(value)) known.set(value, value)
      values.push(value === null ? null : known.get(value)!)
    })
  }

  scan(told: (step: Step) => void): Scanned {
    const table = tableOf(this.#given, this.#size)
    this.#given.length = 0
    return scan(table, usual, told)
  }
}

let columns = new Columns([])
let scanned: Scanned | undefined
let given = 0

function answer(asked: Asked): Answer {
  switch (asked.ask) {
    case 'fields':
      columns = new Columns(asked.fields)
      return { answer: 'taken' }
    case 'records':
      for (const record of asked.records) columns.add(record)
      return { answer: 'taken' }
    case 'scan':
      scanned = columns.scan((step) => say({ answer: 'step', step }))
      return { answer: 'scanned', summary: summaryOf(scanned) }
    case 'pairs':
      return { answer: 'pairs', pairs: nextPairs(asked.limit) }
  }
}

function summaryOf({ model, compared, skipped, edges, certain, clusters }: Scanned): Summary {
  return { model, compared, skippedKeys: skipped, pairs: edges.length, certain, clusters }
}

function nextPairs(limit: number): ThreadPair[] {
  if (!scanned) return []
  const page = scanned.edges.slice(given, given + limit)
  given += page.length
  return page.map((edge) => ({ a: edge.a, b: edge.b, ...scanned!.evidence(edge) }))
}

const say = (said: Answer) => parentPort?.postMessage(said)

parentPort?.on('message', (asked: Asked) => say(answer(asked)))
