/**
 * What might be meant by a lead that is kept back: read from what it has, from what could not be read of it, and from
 * where people put things that belong elsewhere. A person, or one click for all alike, says whether that is so.
 *
 * Confidence is how far the facts leave one reading: it orders suggestions and is no probability that was measured.
 * .9 and up: one reading, and the cell itself says it (`zm@163,com`, `zm@qq`). .8: one reading, from another cell that
 * names the field or holds nothing else (a mobile in the WeChat cell). .7: one reading, from free text or from where
 * the company says it is. Where k readings are as good, each has a k-th part of it.
 */
import { facts } from '../../../../rules/fields.ts'
import { clean, type CleanContext, type Column, type LeadValues } from './clean.ts'
import type { Clues, Guess, Noted } from './guess.ts'
import { contactGuesses } from './suggest-contact.ts'
import { emailGuesses } from './suggest-email.ts'
import { notedGuesses } from './suggest-noted.ts'
import { personGuesses } from './suggest-person.ts'
import { regionGuesses } from './suggest-region.ts'
import { tidy } from './text.ts'

/** Moves on with every change of what is suggested: patterns kept of an older version are reckoned again. */
export const version = 2

export interface Suggestion extends Guess {
  /** As it would be kept. */
  readonly value: string
  /** What stands there, or was written there and could not be read. */
  readonly before: string | null
}

const MOST = 6

/** A lead with what is left of how it was written. */
interface Written {
  readonly values: LeadValues
  /** What could not be read of it, by field. */
  readonly rejected: Readonly<Record<string, unknown>>
  readonly noted: readonly Noted[]
}

/**
 * Suggestions for the fields a lead lacks (`wanted`, as the gate's reasons name them), the surest first, one per value;
 * then those that put right what is there. Applied, a suggestion leaves the gate fewer reasons, unless it `tidies`: then
 * no more. Never one that cleaning would refuse or read otherwise.
 */
export function suggest(lead: Written, wanted: readonly string[], context: CleanContext): Suggestion[] {
  const clues = cluesOf(lead)
  const makers = [notedGuesses, contactGuesses, emailGuesses, personGuesses, regionGuesses]
  const guesses = makers.flatMap((each) => each(clues))
  const fitting = guesses
    .filter(({ field, tidies }) => tidies ?? (clues.values[field] === null && wanted.includes(field)))
    .flatMap((guess) => confirmed(guess, clues, context))
  const best = new Map<string, Suggestion>()
  for (const each of fitting) {
    const known = best.get(`${each.field} ${each.value}`)
    if (!known || known.confidence < each.confidence) best.set(`${each.field} ${each.value}`, each)
  }
  return [...best.values()]
    .toSorted(
      (a, b) =>
        Number(a.tidies ?? false) - Number(b.tidies ?? false) ||
        b.confidence - a.confidence ||
        (a.pattern < b.pattern ? -1 : a.pattern > b.pattern ? 1 : 0),
    )
    .slice(0, MOST)
}

function cluesOf({ values, rejected, noted }: Written): Clues {
  const left = facts.flatMap((column): [Column, string][] => {
    const raw = rejected[column]
    return values[column] === null && typeof raw === 'string' ? [[column, tidy(raw)]] : []
  })
  return {
    values,
    rejected: Object.fromEntries(left),
    noted: noted.filter(({ field, of }) => (values[field as Column] ?? null) === of),
  }
}

/** The guess as cleaning would keep it; nothing where cleaning refuses any of it, or where it changes nothing. */
function confirmed(guess: Guess, { values, rejected }: Clues, context: CleanContext): Suggestion[] {
  const { problems, values: read } = clean(guess.patch, context)
  const given = Object.keys(guess.patch) as Column[]
  if (problems.length > 0 || given.some((column) => read[column] === null)) return []
  const patch = Object.fromEntries(given.map((column) => [column, read[column] as string]))
  const value = patch[guess.field]
  if (value === undefined || values[guess.field] === value) return []
  return [
    {
      ...guess,
      patch,
      value,
      before: values[guess.field] ?? rejected[guess.field] ?? null,
      confidence: Math.round(guess.confidence * 100) / 100,
    },
  ]
}
