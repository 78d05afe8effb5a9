/** Drafts are rehearsed in a thread of their own: it computes for seconds, and the server must answer meanwhile. */
import { parentPort } from 'node:worker_threads'
import type { RehearsalResult } from '../../../contract/rehearsal.ts'
import type { Ground, PastLead } from './decide/rehearsal/deal.ts'
import { type Ables, type Rates, Rehearsal } from './decide/rehearsal/report.ts'

/** What the thread is asked, in this order: the draft, pages of leads, then what they come to. */
export type Asked =
  | { readonly ask: 'draft'; readonly ground: Ground; readonly rates: Rates | null }
  | { readonly ask: 'leads'; readonly leads: readonly PastLead[]; readonly ables: Ables }
  | { readonly ask: 'report'; readonly since: Date; readonly asToday: readonly string[] }

export type Answer =
  | { readonly answer: 'taken' }
  | { readonly answer: 'rehearsed'; readonly result: RehearsalResult }

let rehearsal: Rehearsal | undefined

function answer(asked: Asked): Answer {
  switch (asked.ask) {
    case 'draft':
      rehearsal = new Rehearsal(asked.ground, asked.rates)
      return { answer: 'taken' }
    case 'leads':
      rehearsal!.take(asked.leads, asked.ables)
      return { answer: 'taken' }
    case 'report':
      return { answer: 'rehearsed', result: rehearsal!.result(asked) }
  }
}

parentPort?.on('message', (asked: Asked) => parentPort?.postMessage(answer(asked)))
