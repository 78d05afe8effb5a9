/** What suggestions are made from, and of. */
import type { Column, LeadValues } from './clean.ts'
import type { Note } from './reasons.ts'

export type Patch = Partial<Record<Column, string>>

/** A reading somebody proposes, before it is known whether cleaning would take it. */
export interface Guess {
  /** The field it is for; its value stands in the patch. */
  readonly field: Column
  readonly patch: Patch
  /** What is alike about all leads it is made of: stable, and never a personal value. */
  readonly pattern: string
  readonly confidence: number
  /** It puts right a value that the gate lets through: it takes no reason away. */
  readonly tidies?: boolean
}

/** What a reader noted of a cell when the lead arrived, as it is remembered. */
export interface Noted extends Pick<Note, 'code' | 'field' | 'suggest'> {
  /** What was kept in the field then: of what came there since, the note says nothing. */
  readonly of: string | null
}

/** A lead as guesses are made of it. */
export interface Clues {
  readonly values: LeadValues
  /** What was written where nothing could be read, tidied, by column; only while the column is still empty. */
  readonly rejected: Patch
  /** The notes of its arrival that still hold. */
  readonly noted: readonly Noted[]
}

/** k readings that are as good as one another share the confidence of one. */
export function shared(of: number, guesses: readonly Omit<Guess, 'confidence'>[]): Guess[] {
  return guesses.map((guess) => ({ ...guess, confidence: of / guesses.length }))
}
